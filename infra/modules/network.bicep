metadata description = 'A network of its own: one subnet from which the service calls, one for the private endpoints, and the names that lead to them.'

param name string
param location string
param tags object

@description('At least a /24: the first half is cut into the subnet of the service and that of the endpoints.')
param addressSpace string

@description('Flex Consumption lives in Microsoft.App/environments, Elastic Premium in Microsoft.Web/serverFarms.')
@allowed(['Microsoft.App/environments', 'Microsoft.Web/serverFarms'])
param delegation string

var zones = {
  blob: 'privatelink.blob.${environment().suffixes.storage}'
  queue: 'privatelink.queue.${environment().suffixes.storage}'
  table: 'privatelink.table.${environment().suffixes.storage}'
  vault: 'privatelink.vaultcore.azure.net'
  postgresqlServer: 'privatelink.postgres.database.azure.com'
}

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [addressSpace]
    }
    subnets: [
      {
        name: 'service'
        properties: {
          addressPrefix: cidrSubnet(addressSpace, 26, 0)
          delegations: [
            {
              name: 'functions'
              properties: {
                serviceName: delegation
              }
            }
          ]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: cidrSubnet(addressSpace, 26, 1)
          privateEndpointNetworkPolicies: 'Enabled'
        }
      }
    ]
  }
}

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for zone in items(zones): {
    name: zone.value
    location: 'global'
    tags: tags
  }
]

resource link 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (zoneName, index) in items(zones): {
    parent: zone[index]
    name: name
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: {
        id: network.id
      }
    }
  }
]

output serviceSubnetId string = network.properties.subnets[0].id
output endpointSubnetId string = network.properties.subnets[1].id

@description('Ids of the zones by the kind of endpoint: blob, queue, table, vault, postgresqlServer.')
output zoneIds object = toObject(
  range(0, length(items(zones))),
  index => items(zones)[index].key,
  index => resourceId('Microsoft.Network/privateDnsZones', items(zones)[index].value)
)
