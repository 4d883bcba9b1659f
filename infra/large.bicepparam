using 'main.bicep'

// A metropolis or a Région that runs the desk for many: some 30,000 files a year. Every part stands in several buildings.
param name = 'guichet'
param plan = 'ElasticPremium'
param privateNetwork = true
param addressSpace = '10.60.0.0/24'
param watchFromOutside = true
param size = {
  memoryMb: 4096
  maximumInstances: 20
  alwaysReady: 0
  premiumSku: 'EP1'
  database: {
    // 1,718 connections: 20 workers with 40 each stay far below.
    sku: 'Standard_D4ds_v5'
    tier: 'GeneralPurpose'
    storageGb: 256
    backupDays: 35
    geoRedundantBackup: true
    connectionsOfWorker: 40
  }
  zoneRedundant: true
  logs: {
    retentionDays: 365
    dailyCapGb: '10'
  }
}

// What follows is the town's own: change every line.
param desk = {
  authority: 'Métropole d\'Exemple'
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
