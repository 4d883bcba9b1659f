metadata description = 'Who is told what, and when. Each line of the table is one thing that a person has to look at; the metrics are those of docs/architecture/telemetry.md.'

param name string
param location string
param tags object
param workspaceId string
param databaseId string

@description('Addresses that are told.')
@minLength(1)
param recipients string[]

@description('Address that must answer 200 from outside; empty: nobody looks (it is paid by the look).')
param watchedUrl string

param insightsId string

type alert = {
  @description('What the person reads, in French.')
  title: string

  @description('What to do, in French.')
  advice: string

  @description('Gives one row, or one for each span of time, with a number named Value.')
  query: string

  comparison: 'GreaterThan' | 'LessThan'
  threshold: int

  @description('1: at once; 2: today; 3: this week.')
  severity: 1 | 2 | 3

  @description('ISO 8601: over which time it looks, and how often.')
  window: string

  every: string
}

var alerts { *: alert } = {
  'queue-age': {
    title: 'Guichet : le travail attend depuis plus de dix minutes'
    advice: 'Page Exploitation, puis la base et Microsoft 365 : rien ne se perd, mais rien n\'avance.'
    query: 'AppMetrics | where Name == "integrations.queue.age" | summarize Value = max(Max) by bin(TimeGenerated, 5m)'
    comparison: 'GreaterThan'
    threshold: 600
    severity: 1
    window: 'PT15M'
    every: 'PT5M'
  }
  'queue-length': {
    title: 'Guichet : plus de mille messages attendent'
    advice: 'Un afflux, ou un correspondant qui ne répond plus : page Exploitation.'
    query: 'AppMetrics | where Name == "integrations.queue.waiting" | summarize Value = max(Max) by bin(TimeGenerated, 5m)'
    comparison: 'GreaterThan'
    threshold: 1000
    severity: 2
    window: 'PT30M'
    every: 'PT15M'
  }
  'dead-letters': {
    title: 'Guichet : un envoi ou un message a été abandonné'
    advice: 'Page Exploitation, « Envois abandonnés » : lire la raison, réparer la cause, puis relancer.'
    query: 'AppMetrics | where Name == "integrations.dead_letters.waiting" | summarize Value = max(Max) by bin(TimeGenerated, 5m)'
    comparison: 'GreaterThan'
    threshold: 0
    severity: 2
    window: 'PT30M'
    every: 'PT15M'
  }
  'outbox-age': {
    title: 'Guichet : un envoi est remis depuis plus de deux heures'
    advice: 'Microsoft 365 ou un correspondant ne répond pas, ou demande d\'attendre : page Exploitation, « Envois en cours ».'
    // What only stumbled is delivered within two hours; what cannot be is given up a few hours later, and that is another alert.
    query: 'AppMetrics | where Name == "integrations.outbox.age" | summarize Value = max(Max) by bin(TimeGenerated, 5m)'
    comparison: 'GreaterThan'
    threshold: 7200
    severity: 2
    window: 'PT30M'
    every: 'PT15M'
  }
  quarantine: {
    title: 'Guichet : un formulaire reçu n\'a pas pu être lu'
    advice: 'Page Exploitation, « Quarantaine » : lire la raison, corriger la correspondance des champs, puis relire. Une entreprise attend.'
    query: 'AppMetrics | where Name == "integrations.quarantine.waiting" | summarize Value = max(Max) by bin(TimeGenerated, 5m)'
    comparison: 'GreaterThan'
    threshold: 0
    severity: 2
    window: 'PT30M'
    every: 'PT15M'
  }
  'instances-stopped': {
    title: 'Guichet : un workflow est arrêté'
    advice: 'Page Exploitation, « Workflows arrêtés » : réparer la cause, puis relancer ; bloqué, son dessin est à revoir.'
    query: 'AppMetrics | where Name == "integrations.instances.stopped" | summarize Value = max(Max) by bin(TimeGenerated, 5m)'
    comparison: 'GreaterThan'
    threshold: 0
    severity: 2
    window: 'PT30M'
    every: 'PT15M'
  }
  'hints-lost': {
    title: 'Guichet : la file de travail ne prend plus rien'
    advice: 'Le compte de stockage ou le rôle de l\'identité sur lui : rien ne se perd, mais le travail n\'avance plus qu\'à la minute.'
    // A few are lost with every hiccup of the network; the tick says them again.
    query: 'AppMetrics | where Name == "integrations.hints.lost" | summarize Value = sum(Sum) by bin(TimeGenerated, 15m)'
    comparison: 'GreaterThan'
    threshold: 50
    severity: 2
    window: 'PT30M'
    every: 'PT15M'
  }
  'clocks-at-risk': {
    title: 'Guichet : un délai légal est menacé'
    advice: 'Page À faire : les dossiers dont un délai échoit sous peu sans réponse.'
    query: 'AppMetrics | where Name == "integrations.clocks.at_risk" | summarize Value = max(Max) by bin(TimeGenerated, 1h)'
    comparison: 'GreaterThan'
    threshold: 0
    severity: 2
    window: 'P1D'
    every: 'PT1H'
  }
  'sign-ins-failed': {
    title: 'Guichet : beaucoup de connexions ou de clés refusées'
    advice: 'Quelqu\'un essaie des clés, ou un réglage de l\'annuaire a changé.'
    query: 'AppMetrics | where Name == "integrations.sign_ins.failed" | summarize Value = sum(Sum) by bin(TimeGenerated, 15m)'
    comparison: 'GreaterThan'
    threshold: 20
    severity: 2
    window: 'PT30M'
    every: 'PT15M'
  }
  restarts: {
    title: 'Guichet : le service redémarre sans cesse'
    advice: 'Le flux de journaux de l\'application dit pourquoi (« exited with code ») ; un message qui tue le processus finit dans la file poison.'
    // Starts that one worker counts: many workers that begin with the work are no fault. A process that ends before it has begun tells
    // nothing at all, which is the alert "silence".
    query: 'AppTraces | where Message startswith "Application started" | summarize Value = count() by AppRoleInstance'
    comparison: 'GreaterThan'
    threshold: 2
    severity: 1
    window: 'PT30M'
    every: 'PT15M'
  }
  errors: {
    title: 'Guichet : des requêtes échouent'
    advice: 'Le journal des exceptions (AppExceptions) et celui de la base.'
    // Each line stands for as many as the sampler left out beside it.
    query: 'AppRequests | where toint(ResultCode) >= 500 | summarize Value = sum(ItemCount)'
    comparison: 'GreaterThan'
    threshold: 10
    severity: 2
    window: 'PT15M'
    every: 'PT15M'
  }
  silence: {
    title: 'Guichet : le service ne donne plus signe de vie'
    advice: 'L\'application est-elle arrêtée, ou la base muette ? L\'adresse health/ready du service, puis le flux de journaux de l\'application.'
    // Without its store the service measures nothing that waits, so this is also the alert for a database that it cannot reach.
    query: 'AppMetrics | where Name == "integrations.queue.age" | summarize Value = count()'
    comparison: 'LessThan'
    threshold: 1
    severity: 1
    window: 'PT30M'
    every: 'PT15M'
  }
}

var databaseMetrics {
  *: {
    title: string
    metric: string
    comparison: 'GreaterThan' | 'LessThan'
    threshold: int
    aggregation: 'Average' | 'Maximum'
  }
} = {
  storage: {
    title: 'Guichet : le disque de la base est presque plein'
    metric: 'storage_percent'
    comparison: 'GreaterThan'
    threshold: 85
    aggregation: 'Maximum'
  }
  cpu: {
    title: 'Guichet : la base est à bout de souffle'
    metric: 'cpu_percent'
    comparison: 'GreaterThan'
    threshold: 90
    aggregation: 'Average'
  }
  alive: {
    title: 'Guichet : la base ne répond plus'
    metric: 'is_db_alive'
    comparison: 'LessThan'
    threshold: 1
    aggregation: 'Maximum'
  }
}

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${name}'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: take(name, 12)
    emailReceivers: [
      for (address, index) in recipients: {
        name: 'destinataire-${index}'
        emailAddress: address
        useCommonAlertSchema: true
      }
    ]
  }
}

resource fromLogs 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for alert in items(alerts): {
    name: 'alert-${name}-${alert.key}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: alert.value.title
      description: alert.value.advice
      severity: alert.value.severity
      enabled: true
      autoMitigate: true
      scopes: [workspaceId]
      // The tables exist only once something was written to them.
      skipQueryValidation: true
      evaluationFrequency: alert.value.every
      windowSize: alert.value.window
      criteria: {
        allOf: [
          {
            query: alert.value.query
            metricMeasureColumn: 'Value'
            timeAggregation: 'Maximum'
            operator: alert.value.comparison
            threshold: alert.value.threshold
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      actions: {
        actionGroups: [people.id]
      }
    }
  }
]

resource ofDatabase 'Microsoft.Insights/metricAlerts@2018-03-01' = [
  for alert in items(databaseMetrics): {
    name: 'alert-${name}-database-${alert.key}'
    location: 'global'
    tags: tags
    properties: {
      description: alert.value.title
      severity: 1
      enabled: true
      autoMitigate: true
      scopes: [databaseId]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT15M'
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            criterionType: 'StaticThresholdCriterion'
            name: alert.key
            metricName: alert.value.metric
            operator: alert.value.comparison
            threshold: alert.value.threshold
            timeAggregation: alert.value.aggregation
          }
        ]
      }
      actions: [
        {
          actionGroupId: people.id
        }
      ]
    }
  }
]

resource look 'Microsoft.Insights/webtests@2022-06-15' = if (!empty(watchedUrl)) {
  name: 'look-${name}'
  location: location
  tags: union(tags, { 'hidden-link:${insightsId}': 'Resource' })
  kind: 'standard'
  properties: {
    SyntheticMonitorId: 'look-${name}'
    Name: 'Guichet, de l\'extérieur'
    Kind: 'standard'
    Enabled: true
    Frequency: 900
    Timeout: 30
    RetryEnabled: true
    // Paris and Amsterdam.
    Locations: [{ Id: 'emea-fr-pra-edge' }, { Id: 'emea-nl-ams-azr' }]
    Request: {
      RequestUrl: watchedUrl
      HttpVerb: 'GET'
    }
    ValidationRules: {
      ExpectedHttpStatusCode: 200
      SSLCheck: true
      SSLCertRemainingLifetimeCheck: 14
    }
  }
}

resource unreachable 'Microsoft.Insights/metricAlerts@2018-03-01' = if (!empty(watchedUrl)) {
  name: 'alert-${name}-unreachable'
  location: 'global'
  tags: tags
  properties: {
    description: 'Guichet : le service ne répond plus de l\'extérieur, ou son certificat arrive à terme'
    severity: 1
    enabled: true
    autoMitigate: true
    scopes: [look.id, insightsId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT30M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: look.id
      componentId: insightsId
      failedLocationCount: 2
    }
    actions: [
      {
        actionGroupId: people.id
      }
    ]
  }
}
