using 'main.bicep'

// An agglomeration: some 3,000 files a year. One worker always waits for requests, so nobody waits for a start; nothing but the service
// itself can be reached from outside.
param name = 'guichet'
param plan = 'FlexConsumption'
param privateNetwork = true
param addressSpace = '10.60.0.0/24'
param watchFromOutside = true
param size = {
  memoryMb: 2048
  maximumInstances: 60
  alwaysReady: 1
  premiumSku: 'EP1'
  database: {
    // 859 connections: 60 workers with 12 each stay below.
    sku: 'Standard_D2ds_v5'
    tier: 'GeneralPurpose'
    storageGb: 64
    backupDays: 30
    geoRedundantBackup: true
    connectionsOfWorker: 12
  }
  zoneRedundant: false
  logs: {
    retentionDays: 180
    dailyCapGb: '2'
  }
}

// What follows is the town's own: change every line.
param desk = {
  authority: 'Communauté d\'agglomération d\'Exemple'
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
