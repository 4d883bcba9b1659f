metadata description = 'An address inside the network for one resource, under its usual name.'

param name string
param location string
param tags object
param subnetId string
param targetId string

@description('The part of the resource that it leads to: blob, queue, table, vault, postgresqlServer.')
param group string

param zoneId string

resource endpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: {
      id: subnetId
    }
    privateLinkServiceConnections: [
      {
        name: group
        properties: {
          privateLinkServiceId: targetId
          groupIds: [group]
        }
      }
    ]
  }

  resource names 'privateDnsZoneGroups' = {
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: group
          properties: {
            privateDnsZoneId: zoneId
          }
        }
      ]
    }
  }
}
