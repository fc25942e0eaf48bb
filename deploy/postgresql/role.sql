-- Once, as postgres: psql -v password="'…'" -f deploy/postgresql/role.sql
-- The limits of each statement hold for the role, so that they hold behind PgBouncer too.
CREATE ROLE kpi LOGIN PASSWORD :password;
ALTER ROLE kpi SET statement_timeout = '15s';
ALTER ROLE kpi SET jit = off;
ALTER ROLE kpi SET lock_timeout = '5s';
ALTER ROLE kpi SET idle_in_transaction_session_timeout = '30s';
CREATE DATABASE kpi OWNER kpi TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
CREATE ROLE replication LOGIN REPLICATION PASSWORD :password;
