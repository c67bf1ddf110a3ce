-- The walls between tenants, from the first day: row-level security on every table with a tenant,
-- partitions out of the application's reach, and only the rights each process needs.
CREATE SCHEMA partitions;
--> statement-breakpoint
-- The tenant of the current transaction; null (and so: no row) when a caller forgot to set it.
CREATE FUNCTION current_tenant() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT nullif(current_setting('app.tenant_id', true), '')::uuid
$$;
--> statement-breakpoint
-- The lowest UUIDv7 of an instant: partition bounds and time ranges over ids.
CREATE FUNCTION uuid_at(instant timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT (lpad(to_hex((extract(epoch FROM instant) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid
$$;
--> statement-breakpoint
-- Makes this week's partition and the next `weeks_ahead` of every partitioned table; harmless to repeat.
CREATE FUNCTION ensure_partitions(weeks_ahead int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  parent text;
  week timestamptz;
  child text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('scriptbus:partitions', 0));
  FOREACH parent IN ARRAY ARRAY['events', 'event_skips', 'executions', 'execution_logs'] LOOP
    FOR step IN -1 .. weeks_ahead LOOP
      week := date_trunc('week', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' + make_interval(weeks => step);
      child := parent || '_' || to_char(week AT TIME ZONE 'UTC', 'IYYY"w"IW');
      IF to_regclass('partitions.' || child) IS NULL THEN
        EXECUTE format('CREATE TABLE partitions.%I PARTITION OF public.%I FOR VALUES FROM (%L) TO (%L)',
          child, parent, uuid_at(week), uuid_at(week + interval '1 week'));
      END IF;
    END LOOP;
  END LOOP;
END $$;
--> statement-breakpoint
SELECT ensure_partitions(4);
--> statement-breakpoint
-- True while an earlier delivery of the same ordering key is unfinished, or any of it runs: this one cannot start.
CREATE FUNCTION key_is_taken(d deliveries) RETURNS boolean LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT d.ordering_key IS NOT NULL AND EXISTS (
    SELECT FROM deliveries o
    WHERE o.subscription_id = d.subscription_id AND o.ordering_key = d.ordering_key AND o.id <> d.id
      AND ((o.event_seq, o.id) < (d.event_seq, d.id) OR o.state = 'running'))
$$;
--> statement-breakpoint
-- First attempts of gated deliveries are over (one element for each delivery): where an open group has none left,
-- the next priority of that event becomes ready. The gate row's lock makes concurrent settles take turns.
CREATE FUNCTION pass_gates(passed_events uuid[]) RETURNS SETOF uuid LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  gate event_gates;
  next_priority int;
  opened int;
BEGIN
  FOR gate IN
    UPDATE event_gates g SET remaining = g.remaining - p.passed
    FROM (SELECT e.event_id, count(*)::int AS passed FROM unnest(passed_events) AS e(event_id) GROUP BY 1 ORDER BY 1) p
    WHERE g.event_id = p.event_id
    RETURNING g.*
  LOOP
    CONTINUE WHEN gate.remaining > 0;
    -- Again when nothing of a priority can start (cancelled since the look, or blocked by key): nobody else would open
    -- the next. What is blocked by its key is ready and does not count.
    LOOP
      SELECT min(priority) INTO next_priority FROM deliveries
      WHERE tenant_id = gate.tenant_id AND event_id = gate.event_id AND state = 'waiting';
      EXIT WHEN next_priority IS NULL;
      WITH moved AS (
        UPDATE deliveries d SET state = 'ready', due_at = now(), gated = NOT key_is_taken(d)
        WHERE tenant_id = gate.tenant_id AND event_id = gate.event_id AND state = 'waiting' AND priority = next_priority
        RETURNING gated
      )
      SELECT count(*) FILTER (WHERE gated) INTO opened FROM moved;
      EXIT WHEN opened > 0;
    END LOOP;
    IF next_priority IS NULL THEN
      DELETE FROM event_gates WHERE event_id = gate.event_id;
    ELSE
      UPDATE event_gates SET open_priority = next_priority, remaining = opened WHERE event_id = gate.event_id;
      RETURN NEXT gate.event_id;
    END IF;
  END LOOP;
END $$;
--> statement-breakpoint
-- Row-level security: the application sees the tenant of its transaction; the worker serves them all.
DO $$
DECLARE
  t text;
BEGIN
  FOR t IN
    SELECT c.relname FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
  LOOP
    EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY own_tenant ON public.%I TO scriptbus_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant())', t);
    EXECUTE format('CREATE POLICY every_tenant ON public.%I TO scriptbus_worker USING (true) WITH CHECK (true)', t);
  END LOOP;
END $$;
--> statement-breakpoint
ALTER TABLE tenants ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_tenant ON tenants TO scriptbus_app USING (id = current_tenant()) WITH CHECK (id = current_tenant());
--> statement-breakpoint
CREATE POLICY every_tenant ON tenants TO scriptbus_worker USING (true) WITH CHECK (true);
--> statement-breakpoint
-- A user is seen by the tenants it is a member of; signing in goes through its own function.
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY fellow_members ON users FOR SELECT TO scriptbus_app USING (
  EXISTS (SELECT FROM memberships m WHERE m.user_id = users.id AND m.tenant_id = current_tenant())
);
--> statement-breakpoint
-- Who a credential belongs to must be known before the tenant is: one narrow function, no table scan.
CREATE FUNCTION find_api_key(key_hash bytea)
RETURNS TABLE (id uuid, tenant_id uuid, name text, scopes text[], limits jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT k.id, k.tenant_id, k.name, k.scopes, t.limits
  FROM api_keys k JOIN tenants t ON t.id = k.tenant_id
  WHERE k.hash = key_hash AND k.revoked_at IS NULL
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION find_api_key(bytea), ensure_partitions(int) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION find_api_key(bytea) TO scriptbus_app, scriptbus_worker;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION ensure_partitions(int) TO scriptbus_worker;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO scriptbus_app, scriptbus_worker;
--> statement-breakpoint
GRANT SELECT ON tenants, memberships, workers TO scriptbus_app;
--> statement-breakpoint
-- The password hash is for the sign-in alone.
GRANT SELECT (id, email, name, instance_owner, created_at) ON users TO scriptbus_app;
--> statement-breakpoint
GRANT UPDATE (subscription_version) ON tenants TO scriptbus_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON api_keys, scripts, script_versions, subscriptions, deliveries,
  event_gates, event_keys, unrouted_events, event_types, dead_letters, replays TO scriptbus_app;
--> statement-breakpoint
-- What happened is never changed by the application: it may be added to and read.
GRANT SELECT, INSERT ON events, event_skips, executions, execution_logs, audit_log TO scriptbus_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON audit_heads TO scriptbus_app;
--> statement-breakpoint
-- A replayed delivery takes a fresh place in line: it goes last for its ordering key.
GRANT USAGE ON SEQUENCE events_seq_seq TO scriptbus_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON deliveries, event_gates, event_keys, unrouted_events, event_types,
  dead_letters, replays, workers TO scriptbus_worker;
--> statement-breakpoint
GRANT SELECT, INSERT ON events, event_skips, executions, execution_logs, audit_log TO scriptbus_worker;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON audit_heads TO scriptbus_worker;
--> statement-breakpoint
GRANT SELECT ON tenants, scripts, script_versions, subscriptions TO scriptbus_worker;
--> statement-breakpoint
-- Hot tables turn over completely every few seconds: vacuum by count, not by share, and leave room for updates in place.
ALTER TABLE deliveries SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000,
  autovacuum_analyze_scale_factor = 0.2, autovacuum_vacuum_cost_delay = 0);
--> statement-breakpoint
ALTER TABLE unrouted_events SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000,
  autovacuum_analyze_scale_factor = 0.2, autovacuum_vacuum_cost_delay = 0);
--> statement-breakpoint
ALTER TABLE workers SET (fillfactor = 50);
