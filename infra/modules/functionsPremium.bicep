metadata description = 'The service on Elastic Premium: at least one worker is always warm, at a price by the month.'

param name string
param location string
param tags object
param identityId string

@description('Container from which the workers take the package released-package.zip.')
param packagesUrl string

@allowed(['EP1', 'EP2', 'EP3'])
param sku string

@minValue(1)
@maxValue(100)
param maximumInstances int

@description('Spreads the workers over the buildings of the region; at least three are then paid for.')
param zoneRedundant bool

@description('Settings of the service: name and value.')
param settings { name: string, value: string }[]

@description('Subnet from which it calls; empty: the public internet.')
param subnetId string

// No share of Azure Files: it would need a key of the storage account. The package is read from its container by the identity.
var ofPlan = [
  { name: 'FUNCTIONS_EXTENSION_VERSION', value: '~4' }
  { name: 'FUNCTIONS_WORKER_RUNTIME', value: 'custom' }
  { name: 'WEBSITE_RUN_FROM_PACKAGE', value: '${packagesUrl}/released-package.zip' }
  { name: 'WEBSITE_RUN_FROM_PACKAGE_BLOB_MI_RESOURCE_ID', value: identityId }
]

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: 'asp-${name}'
  location: location
  tags: tags
  kind: 'elastic'
  sku: {
    tier: 'ElasticPremium'
    name: sku
    capacity: zoneRedundant ? 3 : 1
  }
  properties: {
    reserved: true
    maximumElasticWorkerCount: maximumInstances
    zoneRedundant: zoneRedundant
  }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    outboundVnetRouting: {
      allTraffic: !empty(subnetId)
    }
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
      minimumElasticInstanceCount: zoneRedundant ? 3 : 1
      functionsRuntimeScaleMonitoringEnabled: !empty(subnetId)
      healthCheckPath: '/health/live'
      appSettings: concat(settings, ofPlan)
    }
  }

  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: {
      allow: false
    }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: {
      allow: false
    }
  }
}

output id string = app.id
output name string = app.name
output host string = app.properties.defaultHostName
