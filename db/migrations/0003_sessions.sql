CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"token_hash" bytea NOT NULL,
	"user_id" uuid NOT NULL,
	"current_tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sessions_tokenHash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "sign_in_attempts" (
	"key" bytea PRIMARY KEY NOT NULL,
	"attempts" integer NOT NULL,
	"window_ends_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_current_tenant_id_tenants_id_fk" FOREIGN KEY ("current_tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_expiry" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
-- No role has a right to either table, and no policy lets a row through: the functions below are the only way in.
ALTER TABLE sessions ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE sign_in_attempts ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
-- Counts one attempt for an address; seconds to wait when there were more than `allowed` in the window, else 0.
CREATE FUNCTION count_sign_in(attempt_key bytea, allowed int, per_window interval) RETURNS int
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO sign_in_attempts AS a (key, attempts, window_ends_at)
  VALUES (attempt_key, 1, now() + per_window)
  ON CONFLICT (key) DO UPDATE SET
    attempts = CASE WHEN a.window_ends_at <= now() THEN 1 ELSE a.attempts + 1 END,
    window_ends_at = CASE WHEN a.window_ends_at <= now() THEN now() + per_window ELSE a.window_ends_at END
  RETURNING CASE WHEN attempts <= allowed THEN 0
    ELSE greatest(1, ceil(extract(epoch FROM window_ends_at - now())))::int END
$$;
--> statement-breakpoint
CREATE FUNCTION forget_sign_ins(attempt_key bytea) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DELETE FROM sign_in_attempts WHERE key = attempt_key OR window_ends_at <= now()
$$;
--> statement-breakpoint
CREATE FUNCTION find_sign_in(address text) RETURNS TABLE (user_id uuid, password_hash text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT id, password_hash FROM users WHERE lower(email) = lower(address)
$$;
--> statement-breakpoint
-- Begins in the tenant of the person's last session, else in the first they joined; false when they are in none.
CREATE FUNCTION start_session(hash bytea, person uuid, lifetime interval) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  tenant uuid;
BEGIN
  SELECT m.tenant_id INTO tenant FROM memberships m
  LEFT JOIN LATERAL (
    SELECT s.created_at FROM sessions s WHERE s.user_id = person AND s.current_tenant_id = m.tenant_id
    ORDER BY s.created_at DESC LIMIT 1
  ) last ON true
  WHERE m.user_id = person
  ORDER BY last.created_at DESC NULLS LAST, m.created_at, m.tenant_id LIMIT 1;
  DELETE FROM sessions WHERE expires_at <= now();
  IF tenant IS NULL THEN RETURN false; END IF;
  INSERT INTO sessions (token_hash, user_id, current_tenant_id, expires_at)
  VALUES (hash, person, tenant, now() + lifetime);
  RETURN true;
END $$;
--> statement-breakpoint
-- The role is read anew each time: who is no longer a member is no longer let in.
CREATE FUNCTION find_session(hash bytea)
RETURNS TABLE (user_id uuid, email text, name text, instance_owner boolean, role text,
  tenant_id uuid, tenant_slug text, tenant_name text, limits jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT u.id, u.email, u.name, u.instance_owner, m.role, t.id, t.slug, t.name, t.limits
  FROM sessions s
  JOIN users u ON u.id = s.user_id
  JOIN memberships m ON m.user_id = s.user_id AND m.tenant_id = s.current_tenant_id
  JOIN tenants t ON t.id = m.tenant_id
  WHERE s.token_hash = hash AND s.expires_at > now()
$$;
--> statement-breakpoint
CREATE FUNCTION session_tenants(hash bytea) RETURNS TABLE (id uuid, slug text, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t.id, t.slug, t.name
  FROM sessions s JOIN memberships m ON m.user_id = s.user_id JOIN tenants t ON t.id = m.tenant_id
  WHERE s.token_hash = hash AND s.expires_at > now()
  ORDER BY lower(t.name), t.id
$$;
--> statement-breakpoint
-- False when the session is over or the person is no member of that tenant.
CREATE FUNCTION switch_session(hash bytea, tenant uuid) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH switched AS (
    UPDATE sessions s SET current_tenant_id = tenant
    WHERE s.token_hash = hash AND s.expires_at > now()
      AND EXISTS (SELECT FROM memberships m WHERE m.user_id = s.user_id AND m.tenant_id = tenant)
    RETURNING 1
  )
  SELECT EXISTS (SELECT FROM switched)
$$;
--> statement-breakpoint
CREATE FUNCTION end_session(hash bytea) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DELETE FROM sessions WHERE token_hash = hash
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION count_sign_in(bytea, int, interval), forget_sign_ins(bytea), find_sign_in(text),
  start_session(bytea, uuid, interval), find_session(bytea), session_tenants(bytea), switch_session(bytea, uuid),
  end_session(bytea) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION count_sign_in(bytea, int, interval), forget_sign_ins(bytea), find_sign_in(text),
  start_session(bytea, uuid, interval), find_session(bytea), session_tenants(bytea), switch_session(bytea, uuid),
  end_session(bytea) TO scriptbus_app;
