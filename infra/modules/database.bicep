metadata description = 'PostgreSQL, opened by Microsoft Entra ID alone: there is no password to lose.'

param name string
param location string
param tags object

@description('Name of the compute size, for example Standard_B2s or Standard_D2ds_v5.')
param sku string

@allowed(['Burstable', 'GeneralPurpose', 'MemoryOptimized'])
param tier string

@description('GiB. It can grow, never shrink; it grows by itself before it is full.')
@minValue(32)
param storageGb int

@description('For how many days any instant can be brought back.')
@minValue(7)
@maxValue(35)
param backupDays int

@description('A copy of the backups in the paired region; can be chosen only when the server is made.')
param geoRedundantBackup bool

@description('A second server in another building, which takes over within a minute or two. Not for Burstable.')
param zoneRedundant bool

@description('Opens the PgBouncer of the server on port 6432. Not for Burstable.')
param pooled bool

@description('Who rules the server: a group of people, best. The service itself is no administrator.')
param administrator { objectId: string, name: string, type: ('Group' | 'User' | 'ServicePrincipal') }

@description('True: only the private endpoint and the ranges of the administrators lead here.')
param isPrivate bool

@description('Addresses of administrators, as first and last address.')
param administratorAddresses { first: string, last: string }[]

param workspaceId string

// Without a private network the addresses from which the service calls are not known beforehand: every address of Azure may knock, and
// only a token of this tenant opens.
var azureAddresses = isPrivate ? [] : [{ first: '0.0.0.0', last: '0.0.0.0' }]

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' = {
  name: name
  location: location
  tags: tags
  sku: {
    name: sku
    tier: tier
  }
  properties: {
    version: '17'
    authConfig: {
      activeDirectoryAuth: 'Enabled'
      passwordAuth: 'Disabled'
      tenantId: tenant().tenantId
    }
    storage: {
      storageSizeGB: storageGb
      autoGrow: 'Enabled'
    }
    backup: {
      backupRetentionDays: backupDays
      geoRedundantBackup: geoRedundantBackup ? 'Enabled' : 'Disabled'
    }
    highAvailability: {
      mode: zoneRedundant ? 'ZoneRedundant' : 'Disabled'
    }
    maintenanceWindow: {
      customWindow: 'Enabled'
      dayOfWeek: 0
      startHour: 2
      startMinute: 0
    }
    network: {
      publicNetworkAccess: isPrivate && empty(administratorAddresses) ? 'Disabled' : 'Enabled'
    }
  }

  resource desk 'databases' = {
    name: 'guichet'
    properties: {
      charset: 'UTF8'
      collation: 'C'
    }
  }
}

// The server takes one change at a time.
resource ruler 'Microsoft.DBforPostgreSQL/flexibleServers/administrators@2025-08-01' = {
  parent: server
  name: administrator.objectId
  properties: {
    principalName: administrator.name
    principalType: administrator.type
    tenantId: tenant().tenantId
  }
  dependsOn: [server::desk]
}

@batchSize(1)
resource door 'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules@2025-08-01' = [
  for (range, index) in concat(azureAddresses, administratorAddresses): {
    parent: server
    name: range.first == '0.0.0.0' ? 'azure' : 'administrators-${index}'
    properties: {
      startIpAddress: range.first
      endIpAddress: range.last
    }
    dependsOn: [ruler]
  }
]

// A session that forgot its transaction would hold back the cleaning of every table.
resource forgotten 'Microsoft.DBforPostgreSQL/flexibleServers/configurations@2025-08-01' = {
  parent: server
  name: 'idle_in_transaction_session_timeout'
  properties: {
    value: '60000'
    source: 'user-override'
  }
  dependsOn: [door]
}

// Its mode is that of transactions unless somebody changes it.
resource pool 'Microsoft.DBforPostgreSQL/flexibleServers/configurations@2025-08-01' = if (pooled) {
  parent: server
  name: 'pgbouncer.enabled'
  properties: {
    value: 'true'
    source: 'user-override'
  }
  dependsOn: [forgotten]
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'workspace'
  scope: server
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'PostgreSQLLogs'
        enabled: true
      }
    ]
  }
  dependsOn: [forgotten, pool]
}

output id string = server.id
output host string = server.properties.fullyQualifiedDomainName
output database string = server::desk.name
