metadata description = 'The settings of the service, under the names that it reads. No secret stands here: each is a reference to the vault.'

param desk object
param publicUrl string
param tenantId string
param signInClientId string
param identityClientId string

@description('Of the database, without a password: the identity signs in.')
param connectionString string

@description('The port of the connection string is that of PgBouncer.')
param transactionPooling bool

param storageName string
param queueEndpoint string
param queueName string
param vaultName string
param formSources string[]

@description('What is being replaced: links, sessions, or a source. Its previous secret stands in the vault under its name with -previous.')
param rotations string[]

param internalHosts string[]

@description('Header that says who calls; empty: the usual one.')
param callerHeader string

param insightsConnectionString string

func secret(vault string, name string) string => '@Microsoft.KeyVault(VaultName=${vault};SecretName=${name})'

var fixed = [
  // The Functions host itself: its locks, its queues.
  { name: 'AzureWebJobsStorage__accountName', value: storageName }
  { name: 'AzureWebJobsStorage__credential', value: 'managedidentity' }
  { name: 'AzureWebJobsStorage__clientId', value: identityClientId }

  // Which identity the service takes on.
  { name: 'AZURE_CLIENT_ID', value: identityClientId }
  { name: 'AZURE_TENANT_ID', value: tenantId }
  { name: 'DOTNET_ENVIRONMENT', value: 'Production' }

  { name: 'Storage__Provider', value: 'PostgreSql' }
  { name: 'Storage__ConnectionString', value: connectionString }
  // The role of the service may not change the schema: storage migrate does, by a person (docs/deployment.md).
  { name: 'Storage__Migrate', value: 'false' }
  { name: 'Queues__Provider', value: 'AzureStorage' }
  { name: 'Queues__ServiceUri', value: queueEndpoint }
  { name: 'Queues__Name', value: queueName }

  { name: 'Service__PublicUrl', value: publicUrl }
  { name: 'Desk__Name', value: desk.name }
  { name: 'Desk__Phone', value: desk.phone }
  { name: 'Desk__Email', value: desk.email }
  { name: 'Desk__Referee', value: desk.referee }
  { name: 'Portal__Authority', value: desk.authority }
  { name: 'Portal__TimeZone', value: desk.timeZone }
  { name: 'Microsoft365__SenderMailbox', value: desk.email }
  { name: 'Microsoft365__TenantId', value: tenantId }
  { name: 'Access__EntraId__TenantId', value: tenantId }
  { name: 'Access__EntraId__ClientId', value: signInClientId }

  { name: 'Links__Key', value: secret(vaultName, 'links-key') }
  { name: 'Sessions__Certificate', value: secret(vaultName, 'sessions') }

  // Never as APPLICATIONINSIGHTS_CONNECTION_STRING: the Functions host would read it too, and it writes the whole address of each request,
  // signed links and the secrets of forms with it (docs/architecture/telemetry.md).
  { name: 'Telemetry__AzureMonitor', value: insightsConnectionString }
  { name: 'Telemetry__AzureMonitorByIdentity', value: 'true' }
  { name: 'OTEL_SERVICE_NAME', value: 'guichet' }
]

output all { name: string, value: string }[] = concat(
  fixed,
  empty(desk.?hours) ? [] : [{ name: 'Desk__Hours', value: string(desk.?hours) }],
  map(formSources, source => { name: 'Webhooks__${source}', value: secret(vaultName, 'webhooks-${toLower(source)}') }),
  transactionPooling ? [{ name: 'Storage__TransactionPooling', value: 'true' }] : [],
  empty(callerHeader) ? [] : [{ name: 'Functions__CallerHeader', value: callerHeader }],
  contains(rotations, 'links') ? [{ name: 'Links__PreviousKey', value: secret(vaultName, 'links-key-previous') }] : [],
  contains(rotations, 'sessions')
    ? [{ name: 'Sessions__PreviousCertificate', value: secret(vaultName, 'sessions-previous') }]
    : [],
  map(filter(formSources, source => contains(rotations, source)), source => {
    name: 'Webhooks__${source}__Previous'
    value: secret(vaultName, 'webhooks-${toLower(source)}-previous')
  }),
  map(
    range(0, length(internalHosts)),
    index => { name: 'HttpCalls__AllowedHosts__${index}', value: internalHosts[index] }
  )
)
