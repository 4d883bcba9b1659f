-- Roles of the database, to be run once by its administrator in the database of the desk, before the first start:
--   psql -v ON_ERROR_STOP=1 -d <database> -f roles.sql
-- integrations_owner owns the schema and runs the migrations (the command "storage migrate", while nothing else has that right).
-- integrations_app is what the service works with: it reads and writes rows, and can neither create, change nor drop anything.
-- Both are without login. Whoever signs in (a managed identity, say) is made a member:
--   GRANT integrations_app TO "<identity of the service>";
--   GRANT integrations_owner TO "<identity of whoever installs>";
-- What is created must belong to the owner, so the connection string of the migration ends with: Options=-c role=integrations_owner
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'integrations_owner') THEN
    CREATE ROLE integrations_owner NOLOGIN;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'integrations_app') THEN
    CREATE ROLE integrations_app NOLOGIN;
  END IF;
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO integrations_owner, integrations_app', current_database());
END
$$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO integrations_owner;
GRANT USAGE ON SCHEMA public TO integrations_app;

-- What is there already, and whatever the owner creates later.
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO integrations_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO integrations_app;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO integrations_app;
-- To make the role owner of what it will create on behalf of the administrator, he must be a member of it.
DO $$ BEGIN EXECUTE format('GRANT integrations_owner TO %I', current_user); END $$;
ALTER DEFAULT PRIVILEGES FOR ROLE integrations_owner IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO integrations_app;
ALTER DEFAULT PRIVILEGES FOR ROLE integrations_owner IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO integrations_app;
ALTER DEFAULT PRIVILEGES FOR ROLE integrations_owner IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO integrations_app;
