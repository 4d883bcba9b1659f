using Integrations.Endurance;
using Integrations.Endurance.Rig;

return args switch
{
    ["worker", var clock, .. var settings] => await Worker.RunAsync(clock, settings),
    ["faults", .. var options] => await FaultsCommand.RunAsync(options),
    ["load", .. var options] => await LoadCommand.RunAsync(options),
    ["burst", .. var options] => await BurstCommand.RunAsync(options),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        """
        faults    runs the service under load, breaks it on purpose, and checks the books
          --store postgres|sqlite   postgres: several processes, a queue; sqlite: one process on a small disk (needs root)
          --workers N               processes (postgres; default 2)
          --faults N                how many faults (default 1000)
          --seed N                  the same choice of faults again
          --smoke                   alone: 30 faults, each kind at least once, on PostgreSQL with two processes
          --into FILE               puts the report into a page, between the lines "<!-- STORE -->" and "<!-- end of STORE -->"
        load      webhooks per second against plain inserts, files per second by 1, 2 and 4 processes
          --files N                 files per measure (default 200)
          --burst N                 deliveries of the burst (default 10000)
          --published DIR           the published service, as a town hall runs it, instead of one built for the rig
          --into FILE               as above, between "<!-- load -->" and "<!-- end of load -->"
        burst     many webhooks at once, worked to their end: age of the queue, minute by minute
          --webhooks N              how many (default 10000, some twenty-five minutes on two cores)
          --processes N             how many work them (default 1)
          --published DIR           as above
          --into FILE               as above, between "<!-- burst -->" and "<!-- end of burst -->"
        """);
    return 2;
}
