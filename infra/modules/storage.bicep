metadata description = 'Queues of the work, and what the Functions host keeps for itself. No key opens it: only identities with a role.'

@minLength(3)
@maxLength(24)
param name string

param location string
param tags object

@description('Standard_ZRS keeps three copies in three buildings of one region, Standard_LRS in one building.')
@allowed(['Standard_LRS', 'Standard_ZRS'])
param sku string

@description('Name of the queue. What the Functions host cannot hand over goes to the queue of the same name with -poison.')
param queueName string

@description('Principal of the service.')
param principalId string

@description('True: only the private endpoints and the ranges of the administrators lead here.')
param isPrivate bool

@description('Addresses of administrators, as ranges of the public internet.')
param administratorRanges string[]

var packagesContainer = 'packages'

// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/storage
var roles = {
  'Storage Blob Data Owner': 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  'Storage Queue Data Contributor': '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  'Storage Table Data Contributor': '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
}

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: sku
  }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: isPrivate && empty(administratorRanges) ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: isPrivate ? 'Deny' : 'Allow'
      ipRules: [for range in (isPrivate ? administratorRanges : []): { action: 'Allow', value: range }]
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      deleteRetentionPolicy: {
        enabled: true
        days: 14
      }
      isVersioningEnabled: true
    }

    resource packages 'containers' = {
      name: packagesContainer
      properties: {
        publicAccess: 'None'
      }
    }
  }

  resource queues 'queueServices' = {
    name: 'default'

    resource work 'queues' = {
      name: queueName
    }

    resource poison 'queues' = {
      name: '${queueName}-poison'
    }
  }

  resource tables 'tableServices' = {
    name: 'default'
  }
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in items(roles): {
    name: guid(account.id, principalId, role.value)
    scope: account
    properties: {
      description: 'The service: ${role.key}'
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.value)
    }
  }
]

output id string = account.id
output name string = account.name
output queueEndpoint string = account.properties.primaryEndpoints.queue
output packagesUrl string = '${account.properties.primaryEndpoints.blob}${packagesContainer}'
