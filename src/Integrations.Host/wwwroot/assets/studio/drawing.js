// Studio opens a drawing at its middle, where nobody begins to read: one that is larger than its place is moved so that its beginning is seen.

const margin = 24;
const look = 250;
const steps = 6;
const pause = 20;

/** Moves each drawing once, when it has come to rest; one that a person has touched is left alone. */
export function startDrawings(root) {
  const known = new WeakSet();
  new MutationObserver(() => {
    for (const graph of root.querySelectorAll(".x6-graph")) {
      if (known.has(graph) || !graph.querySelector("g.x6-node")) continue;
      known.add(graph);
      whenAtRest(graph, () => moveToBeginning(graph));
    }
  }).observe(root, { childList: true, subtree: true });
}

function whenAtRest(graph, act) {
  let before = "";
  let touched = false;
  const touch = (event) => (touched ||= event.isTrusted);
  for (const kind of ["pointerdown", "wheel", "dragover"]) graph.addEventListener(kind, touch, { passive: true, once: true });
  const again = () => {
    if (touched || !graph.isConnected) return;
    const now = JSON.stringify([boxesOf(graph), boxOf(graph)]);
    if (now === before) return act();
    before = now;
    setTimeout(again, look);
  };
  again();
}

async function moveToBeginning(graph) {
  // Somewhat smaller shows more of it and is still read; beyond that a person chooses.
  for (let step = 0; step < steps && !fits(graph); step++) await zoomOut(graph);
  if (fits(graph)) return;
  const place = boxOf(graph);
  const boxes = boxesOf(graph);
  const first = boxes.reduce((one, other) => (other.left < one.left ? other : one));
  const top = Math.min(...boxes.map((box) => box.top));
  const x = place.left + margin - first.left;
  const y = (place.top + place.bottom - first.top - first.bottom) / 2;
  // The beginning in the middle of the height, unless that leaves a gap above.
  drag(graph, x, Math.min(y, place.top + margin - top));
}

function fits(graph) {
  const place = boxOf(graph);
  return boxesOf(graph).every((box) => box.left >= place.left && box.right <= place.right && box.top >= place.top && box.bottom <= place.bottom);
}

/** One turn of the wheel, by which Studio makes a drawing a twentieth smaller. */
function zoomOut(graph) {
  const { left, top, right, bottom } = boxOf(graph);
  graph.querySelector(".x6-graph-svg").dispatchEvent(new WheelEvent("wheel", { bubbles: true, cancelable: true, deltaY: 100, clientX: (left + right) / 2, clientY: (top + bottom) / 2 }));
  return new Promise((done) => setTimeout(done, pause));
}

/** Moves the drawing as a hand would, the only way it offers. */
function drag(graph, x, y) {
  const send = (kind, target, by) => target.dispatchEvent(new MouseEvent(kind, { bubbles: true, cancelable: true, view: window, button: 0, buttons: 1, clientX: by * x, clientY: by * y }));
  send("mousedown", graph.querySelector(".x6-graph-svg"), 0);
  send("mousemove", document.body, 0.5);
  send("mousemove", document.body, 1);
  send("mouseup", document.body, 1);
}

const boxOf = (element) => {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  return { left, top, right, bottom };
};

const boxesOf = (graph) => [...graph.querySelectorAll("g.x6-node")].map(boxOf);
