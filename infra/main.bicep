metadata description = 'Everything that the desk needs in one resource group. The three sizes stand beside it as .bicepparam files; docs/deployment.md says how to use them.'

targetScope = 'resourceGroup'

@description('Short name of the desk: the names of all resources hold it.')
@minLength(3)
@maxLength(9)
param name string

@description('Region of Azure. France Central keeps the data in France.')
param location string = resourceGroup().location

param tags object = {}

@description('FlexConsumption: workers come with the work. ElasticPremium: one is always warm.')
@allowed(['FlexConsumption', 'ElasticPremium'])
param plan string = 'FlexConsumption'

@description('How large the service is made.')
param size sizeOfDesk

@description('Who runs the desk: on its pages and at the foot of its letters.')
param desk deskProfile

@description('Address of the service as firms and partners reach it, with https:// and a / at the end. Empty: the address that Azure gives.')
param publicUrl string = ''

@description('The application by which people sign in (docs/access.md).')
param signIn { clientId: string }

@description('Who rules the database: a group of Microsoft Entra ID, best.')
param databaseAdministrator { objectId: string, name: string, type: ('Group' | 'User' | 'ServicePrincipal') }

@description('Name of a database server that was restored from a backup and takes over; empty: the one that this template made. Everything goes with it: settings, private address, firewall, alerts.')
param databaseServer string = ''

@description('The PgBouncer of the server stands between workers and database: for more workers than it has connections. Not on Burstable; docs/deployment.md says what to run once.')
param databasePool bool = false

@description('Sources of forms that are open, by the names in workflows/forms. The secret of each stands in the vault, as webhooks-SOURCE in small letters.')
param formSources string[] = ['Generic']

@description('What is being replaced: links, sessions, or the name of a source. Both the old secret and the new one are then good.')
param rotations string[] = []

@description('Hosts inside the network that workflows may call; all of the public internet they may call anyway.')
param internalHosts string[] = []

@description('Header in which the front of Azure says who calls, for example CLIENT-IP; empty: what the Functions host says. Only one that a caller cannot write himself (docs/architecture/functions.md).')
param callerHeader string = ''

@description('True: storage, database and vault are reached through a network of their own, and by nobody from outside.')
param privateNetwork bool = false

@description('Of the network of its own; at least a /24, free where the town connects its own network.')
param addressSpace string = '10.60.0.0/24'

@description('Public addresses (single ones) from which administrators reach storage, database and vault.')
param administratorAddresses string[] = []

@description('Addresses that are told when something has to be looked at.')
param alertRecipients string[]

@description('True: Azure looks at the service from outside every quarter of an hour (paid by the look).')
param watchFromOutside bool = false

type sizeOfDesk = {
  @description('Memory of one worker.')
  memoryMb: 512 | 2048 | 4096

  @description('Most workers at one time; 40 at least on Flex Consumption.')
  maximumInstances: int

  @description('Flex Consumption: workers that always wait for requests.')
  alwaysReady: int

  @description('Elastic Premium: size of one worker.')
  premiumSku: 'EP1' | 'EP2' | 'EP3'

  database: {
    sku: string
    tier: 'Burstable' | 'GeneralPurpose' | 'MemoryOptimized'
    storageGb: int
    backupDays: int
    geoRedundantBackup: bool

    @description('Connections of one worker at most: workers times this stay below what the server allows.')
    connectionsOfWorker: int
  }

  @description('True: what can stand in several buildings of the region does.')
  zoneRedundant: bool

  logs: {
    retentionDays: int

    @description('GB a day, at most.')
    dailyCapGb: string
  }
}

type deskProfile = {
  @description('The commune or agglomeration, on every page.')
  authority: string

  name: string
  phone: string

  @description('The mailbox of the desk: letters leave from it.')
  email: string

  hours: string?

  @description('Who answers for a file unless somebody else is named.')
  referee: string

  @description('IANA name, for example Europe/Paris or Indian/Reunion.')
  timeZone: string
}

var queueName = 'work'
var appName = 'func-${name}-${uniqueString(resourceGroup().id)}'
var address = empty(publicUrl) ? 'https://${appName}.azurewebsites.net/' : publicUrl

module identity 'modules/identity.bicep' = {
  params: {
    name: 'id-${name}'
    location: location
    tags: tags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  params: {
    name: name
    location: location
    tags: tags
    retentionDays: size.logs.retentionDays
    dailyCapGb: size.logs.dailyCapGb
    principalId: identity.outputs.principalId
  }
}

module network 'modules/network.bicep' = if (privateNetwork) {
  params: {
    name: 'vnet-${name}'
    location: location
    tags: tags
    addressSpace: addressSpace
    delegation: plan == 'FlexConsumption' ? 'Microsoft.App/environments' : 'Microsoft.Web/serverFarms'
  }
}

module storage 'modules/storage.bicep' = {
  params: {
    name: 'st${name}${uniqueString(resourceGroup().id)}'
    location: location
    tags: tags
    sku: size.zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS'
    queueName: queueName
    principalId: identity.outputs.principalId
    isPrivate: privateNetwork
    administratorRanges: administratorAddresses
  }
}

module database 'modules/database.bicep' = {
  params: {
    name: empty(databaseServer) ? 'psql-${name}-${uniqueString(resourceGroup().id)}' : databaseServer
    location: location
    tags: tags
    sku: size.database.sku
    tier: size.database.tier
    storageGb: size.database.storageGb
    backupDays: size.database.backupDays
    geoRedundantBackup: size.database.geoRedundantBackup
    zoneRedundant: size.zoneRedundant
    pooled: databasePool
    administrator: databaseAdministrator
    isPrivate: privateNetwork
    administratorAddresses: [for one in administratorAddresses: { first: one, last: one }]
    workspaceId: monitoring.outputs.workspaceId
  }
}

module vault 'modules/vault.bicep' = {
  params: {
    name: take('kv-${name}-${uniqueString(resourceGroup().id)}', 24)
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    isPrivate: privateNetwork
    administratorRanges: administratorAddresses
    workspaceId: monitoring.outputs.workspaceId
  }
}

var doors = privateNetwork
  ? [
      { group: 'blob', targetId: storage.outputs.id }
      { group: 'queue', targetId: storage.outputs.id }
      { group: 'table', targetId: storage.outputs.id }
      { group: 'vault', targetId: vault.outputs.id }
      { group: 'postgresqlServer', targetId: database.outputs.id }
    ]
  : []

module endpoint 'modules/privateEndpoint.bicep' = [
  for (group, index) in (privateNetwork ? ['blob', 'queue', 'table', 'vault', 'postgresqlServer'] : []): {
    name: 'endpoint-${group}'
    params: {
      // An endpoint leads to one server for its life: another server gets another one.
      name: 'pe-${name}-${group}${group == 'postgresqlServer' && !empty(databaseServer) ? '-${databaseServer}' : ''}'
      location: location
      tags: tags
      subnetId: network!.outputs.endpointSubnetId
      targetId: doors[index].targetId
      group: group
      zoneId: network!.outputs.zoneIds[group]
    }
  }
]

module settings 'modules/settings.bicep' = {
  params: {
    desk: desk
    publicUrl: address
    tenantId: tenant().tenantId
    signInClientId: signIn.clientId
    identityClientId: identity.outputs.clientId
    connectionString: 'Host=${database.outputs.host};Port=${databasePool ? 6432 : 5432};Database=${database.outputs.database};Username=${identity.outputs.name};SSL Mode=VerifyFull;Maximum Pool Size=${size.database.connectionsOfWorker}'
    transactionPooling: databasePool
    storageName: storage.outputs.name
    queueEndpoint: storage.outputs.queueEndpoint
    queueName: queueName
    vaultName: vault.outputs.name
    formSources: formSources
    rotations: rotations
    internalHosts: internalHosts
    callerHeader: callerHeader
    insightsConnectionString: monitoring.outputs.connectionString
  }
}

var serviceSubnetId = privateNetwork ? network!.outputs.serviceSubnetId : ''

module flex 'modules/functionsFlex.bicep' = if (plan == 'FlexConsumption') {
  params: {
    name: appName
    location: location
    tags: tags
    identityId: identity.outputs.id
    packagesUrl: storage.outputs.packagesUrl
    memoryMb: size.memoryMb
    maximumInstances: size.maximumInstances
    alwaysReady: size.alwaysReady
    settings: settings.outputs.all
    subnetId: serviceSubnetId
  }
  dependsOn: [endpoint]
}

module premium 'modules/functionsPremium.bicep' = if (plan == 'ElasticPremium') {
  params: {
    name: appName
    location: location
    tags: tags
    identityId: identity.outputs.id
    packagesUrl: storage.outputs.packagesUrl
    sku: size.premiumSku
    maximumInstances: size.maximumInstances
    zoneRedundant: size.zoneRedundant
    settings: settings.outputs.all
    subnetId: serviceSubnetId
  }
  dependsOn: [endpoint]
}

module alerts 'modules/alerts.bicep' = {
  params: {
    name: name
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    insightsId: monitoring.outputs.insightsId
    databaseId: database.outputs.id
    recipients: alertRecipients
    watchedUrl: watchFromOutside ? '${address}health/live' : ''
  }
}

output app string = appName
output publicUrl string = address
output identity object = {
  name: identity.outputs.name
  clientId: identity.outputs.clientId
  principalId: identity.outputs.principalId
}
output database object = { host: database.outputs.host, name: database.outputs.database }
output storage string = storage.outputs.name
output vault string = vault.outputs.name
