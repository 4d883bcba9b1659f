using 'main.bicep'

// A town or a small agglomeration: some 300 files a year. Nothing is paid for workers while nothing happens; the database is the cost.
param name = 'guichet'
param plan = 'FlexConsumption'
param size = {
  memoryMb: 2048
  maximumInstances: 40
  alwaysReady: 0
  premiumSku: 'EP1'
  database: {
    // 429 connections, of which some are the server's own: 40 workers with 8 each stay below.
    sku: 'Standard_B2s'
    tier: 'Burstable'
    storageGb: 32
    backupDays: 14
    geoRedundantBackup: false
    connectionsOfWorker: 8
  }
  zoneRedundant: false
  logs: {
    retentionDays: 90
    dailyCapGb: '0.5'
  }
}

// What follows is the town's own: change every line.
param desk = {
  authority: 'Ville d\'Exemple'
  name: 'Guichet unique de l\'industrie'
  phone: '01 00 00 00 00'
  email: 'guichet@example.fr'
  hours: 'du lundi au vendredi, de 9 h à 17 h'
  referee: 'Guichet unique'
  timeZone: 'Europe/Paris'
}

// docs/access.md: the application of Microsoft Entra ID by which people sign in.
param signIn = {
  clientId: '00000000-0000-0000-0000-000000000000'
}

param databaseAdministrator = {
  objectId: '00000000-0000-0000-0000-000000000000'
  name: 'Administrateurs du guichet'
  type: 'Group'
}

param formSources = ['Generic']
param alertRecipients = ['dsi@example.fr']
