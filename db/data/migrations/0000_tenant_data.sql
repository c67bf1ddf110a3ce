-- The tenants' own database: a schema and two logins for each tenant, and the outbox of all. Nothing here is reached by a
-- tenant but its own schema and scriptbus.emit_event. Every function of an administrator's rights names what it uses in
-- full and never evaluates anything that a tenant has made.
CREATE SCHEMA scriptbus;
--> statement-breakpoint
CREATE TABLE scriptbus.tenants (
  tenant_id uuid PRIMARY KEY,
  -- How often the owner's login was made anew; 0: never, nobody can use it. Its password follows from it.
  owner_generation int NOT NULL DEFAULT 0,
  -- Since when the owner's login has its password; null: it is closed.
  owner_login_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);
--> statement-breakpoint
-- A row lives until the relay has moved it; what it can't move stays, with the reason.
CREATE TABLE scriptbus.outbox (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  tenant_id uuid NOT NULL,
  state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'refused', 'quarantined')),
  reason text,
  type text NOT NULL,
  data json NOT NULL,
  source text NOT NULL,
  subject text,
  "time" timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- Where a script's own statement wrote it: the chain it belongs to.
  causation_id uuid,
  correlation_id uuid,
  hop int NOT NULL DEFAULT 0,
  path uuid[] NOT NULL DEFAULT '{}',
  -- Of the data as text: the relay takes rows by their weight.
  data_bytes int NOT NULL
);
--> statement-breakpoint
-- The relay hops from tenant to tenant over it, and reads each one's rows in their order.
CREATE INDEX outbox_queued ON scriptbus.outbox (tenant_id, seq) WHERE state = 'queued';
--> statement-breakpoint
CREATE INDEX outbox_kept ON scriptbus.outbox (tenant_id, seq) WHERE state <> 'queued';
--> statement-breakpoint
ALTER TABLE scriptbus.outbox SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);
--> statement-breakpoint
-- The channel that wakes the relay. Anybody may listen to a channel whose name is known.
CREATE TABLE scriptbus.wake_up (channel text NOT NULL);
--> statement-breakpoint
INSERT INTO scriptbus.wake_up VALUES ('scriptbus_' || replace(gen_random_uuid()::text, '-', ''));
--> statement-breakpoint
CREATE FUNCTION scriptbus.schema_of(tenant uuid) RETURNS text LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT 'tenant_' || replace(tenant::text, '-', '')
$$;
--> statement-breakpoint
-- The tenant whose login this session was opened with; no tenant's session can change that.
CREATE FUNCTION scriptbus.session_tenant() RETURNS uuid LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT substring(session_user::text FROM '^tenant_([0-9a-f]{32})_(?:owner|script)$')::uuid
$$;
--> statement-breakpoint
-- Makes a tenant's schema and logins when they are not there; harmless to repeat.
CREATE FUNCTION scriptbus.provision(tenant uuid, script_password text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  home text := scriptbus.schema_of(tenant);
  owner_login text := home || '_owner';
  script_login text := home || '_script';
  login text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('scriptbus:tenant-data', 0));
  IF EXISTS (SELECT FROM scriptbus.tenants t WHERE t.tenant_id = tenant) THEN
    RETURN;
  END IF;
  FOREACH login IN ARRAY ARRAY[owner_login, script_login] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = login) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOINHERIT CONNECTION LIMIT 8', login);
    END IF;
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), login);
    EXECUTE format('ALTER ROLE %I IN DATABASE %I SET search_path = %I', login, current_database(), home);
  END LOOP;
  EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I', home);
  EXECUTE format('GRANT USAGE, CREATE ON SCHEMA %I TO %I', home, owner_login);
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', home, script_login);
  EXECUTE format('GRANT USAGE ON LANGUAGE plpgsql TO %I', owner_login);
  -- To speak for the owner's tables: default rights, triggers, ending its sessions.
  EXECUTE format('GRANT %I, %I TO %I', owner_login, script_login, current_user);
  EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO %I', owner_login, home, script_login);
  EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I GRANT USAGE, SELECT ON SEQUENCES TO %I', owner_login, home, script_login);
  EXECUTE format('ALTER ROLE %I LOGIN PASSWORD %L', script_login, script_password);
  INSERT INTO scriptbus.tenants (tenant_id) VALUES (tenant);
END $$;
--> statement-breakpoint
-- The script login's password as it should be, after somebody changed it or the instance got another secret.
CREATE FUNCTION scriptbus.reset_script_login(tenant uuid, password text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('scriptbus:tenant-data', 0));
  PERFORM FROM scriptbus.tenants t WHERE t.tenant_id = tenant;
  IF NOT FOUND THEN RETURN; END IF;
  EXECUTE format('ALTER ROLE %I LOGIN CONNECTION LIMIT 8 PASSWORD %L', scriptbus.schema_of(tenant) || '_script', password);
END $$;
--> statement-breakpoint
-- Opens the owner's login with a new password and ends the sessions of the old one; a null password closes it.
-- False when another one was faster: `generation` is not the next.
CREATE FUNCTION scriptbus.set_owner_login(tenant uuid, generation int, password text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  login text := scriptbus.schema_of(tenant) || '_owner';
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('scriptbus:tenant-data', 0));
  UPDATE scriptbus.tenants t SET owner_generation = generation, owner_login_at = CASE WHEN password IS NOT NULL THEN now() END
  WHERE t.tenant_id = tenant AND t.owner_generation = generation - 1;
  IF NOT FOUND THEN RETURN false; END IF;
  IF password IS NULL THEN
    EXECUTE format('ALTER ROLE %I NOLOGIN PASSWORD NULL', login);
  ELSE
    EXECUTE format('ALTER ROLE %I LOGIN CONNECTION LIMIT 8 PASSWORD %L', login, password);
  END IF;
  PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = login;
  RETURN true;
END $$;
--> statement-breakpoint
-- Once more when the new password holds for everybody: until then the old one opens sessions.
CREATE FUNCTION scriptbus.end_owner_sessions(tenant uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = scriptbus.schema_of(tenant) || '_owner';
END $$;
--> statement-breakpoint
-- Ends a script's statement that does not end by itself. Only a session of that tenant's script login.
CREATE FUNCTION scriptbus.end_script_session(tenant uuid, session_pid int) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE pid = session_pid AND usename = scriptbus.schema_of(tenant) || '_script' AND datname = current_database()
$$;
--> statement-breakpoint
-- Takes away all that a tenant has here, for ever.
CREATE FUNCTION scriptbus.remove_tenant(tenant uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  home text := scriptbus.schema_of(tenant);
  login text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('scriptbus:tenant-data', 0));
  FOREACH login IN ARRAY ARRAY[home || '_owner', home || '_script'] LOOP
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = login) THEN
      EXECUTE format('ALTER ROLE %I NOLOGIN', login);
      PERFORM pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = login;
    END IF;
  END LOOP;
  EXECUTE format('DROP SCHEMA IF EXISTS %I CASCADE', home);
  FOREACH login IN ARRAY ARRAY[home || '_owner', home || '_script'] LOOP
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = login) THEN
      EXECUTE format('DROP OWNED BY %I CASCADE', login);
      EXECUTE format('DROP ROLE %I', login);
    END IF;
  END LOOP;
  DELETE FROM scriptbus.outbox o WHERE o.tenant_id = tenant;
  DELETE FROM scriptbus.tenants t WHERE t.tenant_id = tenant;
END $$;
--> statement-breakpoint
-- Leaves an event in the outbox: it is published if and only if the caller's transaction commits. Returns the row's id.
CREATE FUNCTION scriptbus.emit_event(
  type text, data jsonb, subject text DEFAULT NULL, source text DEFAULT 'sql', "time" timestamptz DEFAULT NULL
) RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  tenant uuid := scriptbus.session_tenant();
  chain jsonb := '{}';
  row_id uuid;
BEGIN
  IF tenant IS NULL THEN
    RAISE EXCEPTION 'emit_event is for the login of a tenant, and % is none', session_user USING ERRCODE = '42501';
  END IF;
  IF type IS NULL OR length(type) > 128 OR type !~ '^[A-Za-z][A-Za-z0-9_]*([.-][A-Za-z0-9_]+)*$' THEN
    RAISE EXCEPTION 'emit_event: % is no event type: 1 to 128 letters, digits and _, in parts joined by . or -', coalesce(quote_literal(left(type, 140)), 'null')
      USING ERRCODE = '22023';
  END IF;
  IF lower(type) LIKE 'scriptbus.%' THEN
    RAISE EXCEPTION 'emit_event: types that begin with scriptbus. are the product''s own' USING ERRCODE = '22023';
  END IF;
  IF data IS NULL THEN
    RAISE EXCEPTION 'emit_event: the data of an event is a JSON value; for none, pass ''null''' USING ERRCODE = '22004';
  END IF;
  IF octet_length(data::text) > 524288 THEN
    RAISE EXCEPTION 'emit_event: the data of an event has at most 524288 bytes' USING ERRCODE = '22023';
  END IF;
  -- What a script's statement writes belongs to the chain of its run; a producer's own begins one.
  IF session_user::text LIKE '%\_script' THEN
    chain := coalesce(nullif(current_setting('scriptbus.chain', true), '')::jsonb, '{}');
  END IF;
  INSERT INTO scriptbus.outbox (tenant_id, type, data, source, subject, "time", causation_id, correlation_id, hop, path, data_bytes)
  VALUES (
    tenant, type, data::json, coalesce(source, 'sql'), subject, coalesce("time", clock_timestamp()),
    (chain ->> 'executionId')::uuid, (chain ->> 'correlationId')::uuid, coalesce((chain ->> 'hop')::int + 1, 0),
    coalesce((SELECT array_agg(p::uuid) FROM jsonb_array_elements_text(chain -> 'path') p), '{}'),
    octet_length(data::text)
  ) RETURNING id INTO row_id;
  PERFORM pg_notify(channel, '') FROM scriptbus.wake_up;
  RETURN row_id;
END $$;
--> statement-breakpoint
CREATE FUNCTION scriptbus.emit_event(
  type text, data json, subject text DEFAULT NULL, source text DEFAULT 'sql', "time" timestamptz DEFAULT NULL
) RETURNS uuid LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
  SELECT scriptbus.emit_event(type, data::jsonb, subject, source, "time")
$$;
--> statement-breakpoint
-- What a quoted literal without a type means.
CREATE FUNCTION scriptbus.emit_event(
  type text, data text, subject text DEFAULT NULL, source text DEFAULT 'sql', "time" timestamptz DEFAULT NULL
) RETURNS uuid LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
  SELECT scriptbus.emit_event(type, data::jsonb, subject, source, "time")
$$;
--> statement-breakpoint
-- The trigger of a table that emits; its arguments are the list of columns, as JSON, and of a partitioned table its name:
-- there the trigger runs in the partitions. It runs with the rights of who writes
-- the row: a tenant may have given its types casts to JSON of its own.
CREATE FUNCTION scriptbus.emit_row() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  verb text := CASE TG_OP WHEN 'INSERT' THEN 'created' WHEN 'UPDATE' THEN 'updated' ELSE 'deleted' END;
  whole jsonb := CASE TG_OP WHEN 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
  listed jsonb;
BEGIN
  SELECT coalesce(jsonb_object_agg(name, whole -> name), '{}') INTO listed
  FROM jsonb_array_elements_text(TG_ARGV[0]::jsonb) AS c(name);
  PERFORM scriptbus.emit_event(coalesce(TG_ARGV[1], TG_TABLE_NAME) || '.' || verb, listed, NULL, 'table');
  RETURN NULL;
END $$;
--> statement-breakpoint
-- A tenant's tables with their columns and what each emits (null: nothing), by name.
CREATE FUNCTION scriptbus.data_tables(tenant uuid) RETURNS TABLE (name text, columns json, emit_columns json)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT c.relname, a.columns, t.columns
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  CROSS JOIN LATERAL (
    SELECT coalesce(json_agg(json_build_object('name', attname, 'type', format_type(atttypid, atttypmod)) ORDER BY attnum), '[]')
    FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped
  ) AS a (columns)
  LEFT JOIN LATERAL (
    SELECT convert_from(substring(tgargs FROM 1 FOR position('\x00'::bytea IN tgargs) - 1), 'UTF8')::json
    FROM pg_trigger
    WHERE tgrelid = c.oid AND tgfoid = 'scriptbus.emit_row()'::regprocedure AND tgname = 'scriptbus_emit'
      AND tgenabled <> 'D' AND NOT tgisinternal
  ) AS t (columns) ON true
  WHERE n.nspname = scriptbus.schema_of(tenant) AND c.relkind IN ('r', 'p') AND NOT c.relispartition
  ORDER BY c.relname
$$;
--> statement-breakpoint
-- Turns a table's events on for these columns, or off with null. False when there is no such table.
CREATE FUNCTION scriptbus.set_table_emit(tenant uuid, table_name text, emit_columns json) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '3s' AS $$
DECLARE
  home text := scriptbus.schema_of(tenant);
  arguments text := quote_literal(emit_columns::text);
BEGIN
  IF NOT EXISTS (SELECT FROM scriptbus.data_tables(tenant) d WHERE d.name = table_name) THEN
    RETURN false;
  END IF;
  IF EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = to_regnamespace(home) AND c.relname = table_name AND c.relkind = 'p') THEN
    arguments := arguments || ', ' || quote_literal(table_name);
  END IF;
  EXECUTE format('DROP TRIGGER IF EXISTS scriptbus_emit ON %I.%I', home, table_name);
  IF emit_columns IS NOT NULL THEN
    EXECUTE format('CREATE TRIGGER scriptbus_emit AFTER INSERT OR UPDATE OR DELETE ON %I.%I FOR EACH ROW EXECUTE FUNCTION scriptbus.emit_row(%s)',
      home, table_name, arguments);
  END IF;
  RETURN true;
END $$;
--> statement-breakpoint
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA scriptbus FROM PUBLIC;
--> statement-breakpoint
GRANT USAGE ON SCHEMA scriptbus TO PUBLIC;
--> statement-breakpoint
-- For every tenant's login: nobody else gets into this database.
GRANT EXECUTE ON FUNCTION scriptbus.emit_event(text, jsonb, text, text, timestamptz), scriptbus.emit_event(text, json, text, text, timestamptz),
  scriptbus.emit_event(text, text, text, text, timestamptz) TO PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION scriptbus.provision(uuid, text), scriptbus.set_owner_login(uuid, int, text), scriptbus.end_owner_sessions(uuid),
  scriptbus.data_tables(uuid), scriptbus.set_table_emit(uuid, text, json), scriptbus.schema_of(uuid) TO scriptbus_app;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION scriptbus.provision(uuid, text), scriptbus.reset_script_login(uuid, text),
  scriptbus.end_script_session(uuid, int), scriptbus.remove_tenant(uuid), scriptbus.schema_of(uuid) TO scriptbus_worker;
--> statement-breakpoint
GRANT SELECT ON scriptbus.tenants TO scriptbus_app, scriptbus_worker;
--> statement-breakpoint
GRANT SELECT, DELETE ON scriptbus.outbox TO scriptbus_app;
--> statement-breakpoint
GRANT UPDATE (state, reason) ON scriptbus.outbox TO scriptbus_app;
--> statement-breakpoint
GRANT SELECT, UPDATE, DELETE ON scriptbus.outbox TO scriptbus_worker;
--> statement-breakpoint
GRANT SELECT ON scriptbus.wake_up TO scriptbus_worker;
--> statement-breakpoint
-- The walls. Only a superuser can take a built-in right from everybody; without one these change nothing, and the
-- instance says at its start which walls do not hold.
DO $$
DECLARE
  wall text;
BEGIN
  FOR wall IN
    SELECT 'REVOKE ALL ON SCHEMA public FROM PUBLIC'
    UNION ALL
    SELECT 'REVOKE ALL ON LANGUAGE plpgsql FROM PUBLIC'
    UNION ALL
    -- Catalogs and statistics name what other tenants have.
    SELECT format('REVOKE ALL ON pg_catalog.%I FROM PUBLIC', c.relname) FROM pg_class c
    WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind IN ('r', 'v', 'm', 'f')
    UNION ALL
    -- What drivers ask when they connect; the columns that name things are not among them.
    SELECT 'GRANT SELECT (oid, typarray, typelem, typcategory, typtype, typlen, typbyval, typbasetype, typrelid, typdelim, typinput, typreceive) ON pg_catalog.pg_type TO PUBLIC'
    UNION ALL
    SELECT format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', p.oid::regprocedure) FROM pg_proc p
    WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.prokind = 'f' AND (
      p.proname ~ '^(lo_|pg_(try_)?advisory_|pg_sleep|pg_stat_|pg_ls_|pg_read_|pg_get_(object|replica|partition|view|rule|trigger|constraint|function|index|stat|userby|serial|wal|shmem|loaded|multixact|publication|replication|process)|pg_logical|pg_replication|pg_export|pg_terminate|pg_cancel|pg_lock|pg_blocking|pg_safe_snapshot|pg_isolation|pg_identify|pg_describe|pg_event|pg_relation_(file|size)|pg_(total_relation|table|indexes|database|tablespace)_size|pg_prepared|pg_tablespace|pg_control_|pg_stat|pg_import|pg_collation_for|pg_log_|pg_create_|pg_drop_|pg_backup|pg_wal|pg_current_|pg_last_|pg_switch|pg_promote|pg_walfile|pg_split|pg_config|pg_hba|pg_ident|pg_show_all|pg_available|pg_index|pg_extension|pg_nextoid|pg_stop_making|binary_upgrade|inet_(server|client)_|to_reg)'
      OR p.proname IN ('set_config', 'pg_notify', 'loread', 'lowrite', 'ts_stat', 'query_to_xml', 'query_to_xmlschema',
        'query_to_xml_and_xmlschema', 'cursor_to_xml', 'cursor_to_xmlschema', 'table_to_xml', 'table_to_xmlschema',
        'table_to_xml_and_xmlschema', 'schema_to_xml', 'schema_to_xmlschema', 'schema_to_xml_and_xmlschema',
        'database_to_xml', 'database_to_xmlschema', 'database_to_xml_and_xmlschema', 'obj_description',
        'col_description', 'shobj_description', 'currtid2', 'txid_status', 'pg_xact_status', 'pg_xact_commit_timestamp',
        'pg_reload_conf', 'pg_rotate_logfile', 'pg_conf_load_time', 'pg_postmaster_start_time', 'pg_listening_channels',
        'pg_notification_queue_usage', 'pg_filenode_relation', 'pg_options_to_table')
    )
  LOOP
    BEGIN
      EXECUTE wall;
    EXCEPTION WHEN insufficient_privilege THEN
      NULL; -- told at the start: db/repositories/data-walls.ts
    END;
  END LOOP;
END $$;
