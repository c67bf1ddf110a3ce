CREATE TABLE "execution_effects" (
	"execution_id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"effects" json NOT NULL
) PARTITION BY RANGE ("execution_id");
--> statement-breakpoint
CREATE TABLE "cache_entries" (
	"tenant_id" uuid NOT NULL,
	"key" text NOT NULL,
	"value" json NOT NULL,
	"bytes" integer NOT NULL,
	"expires_at" timestamp with time zone,
	CONSTRAINT "cache_entries_tenant_id_key_pk" PRIMARY KEY("tenant_id","key")
);
--> statement-breakpoint
CREATE TABLE "secret_keys" (
	"generation" integer PRIMARY KEY NOT NULL,
	"wrapped" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "secrets" (
	"tenant_id" uuid NOT NULL,
	"name" text NOT NULL,
	"key_generation" integer NOT NULL,
	"sealed" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "secrets_tenant_id_name_pk" PRIMARY KEY("tenant_id","name")
);
--> statement-breakpoint
CREATE TABLE "sms_outbox" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"execution_id" uuid NOT NULL,
	"script_id" uuid NOT NULL,
	"recipient" text NOT NULL,
	"message" text NOT NULL,
	"provider" text NOT NULL,
	"once_key" text,
	"provider_id" text,
	"state" text NOT NULL,
	"error" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sms_outbox_state" CHECK ("sms_outbox"."state" in ('kept', 'sending', 'sent', 'failed'))
);
--> statement-breakpoint
ALTER TABLE "executions" ADD COLUMN "dry_run" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "running_logs" ADD COLUMN "effects" json DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "tenants" ADD COLUMN "egress_hosts" text[];--> statement-breakpoint
ALTER TABLE "secrets" ADD CONSTRAINT "secrets_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "secrets" ADD CONSTRAINT "secrets_key_generation_secret_keys_generation_fk" FOREIGN KEY ("key_generation") REFERENCES "public"."secret_keys"("generation") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sms_outbox" ADD CONSTRAINT "sms_outbox_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "cache_entries_expiry" ON "cache_entries" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "sms_outbox_tenant" ON "sms_outbox" USING btree ("tenant_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "sms_outbox_once" ON "sms_outbox" USING btree ("tenant_id","once_key");
--> statement-breakpoint
ALTER TABLE cache_entries SET UNLOGGED;
--> statement-breakpoint
ALTER TABLE cache_entries SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
--> statement-breakpoint
-- As before, with the effects of executions.
CREATE OR REPLACE FUNCTION ensure_partitions(weeks_ahead int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  parent text;
  week timestamptz;
  child text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('scriptbus:partitions', 0));
  FOREACH parent IN ARRAY ARRAY['events', 'event_skips', 'executions', 'execution_logs', 'execution_effects'] LOOP
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
ALTER TABLE execution_effects ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_tenant ON execution_effects TO scriptbus_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
--> statement-breakpoint
CREATE POLICY every_tenant ON execution_effects TO scriptbus_worker USING (true) WITH CHECK (true);
--> statement-breakpoint
ALTER TABLE cache_entries ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_tenant ON cache_entries TO scriptbus_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
--> statement-breakpoint
CREATE POLICY every_tenant ON cache_entries TO scriptbus_worker USING (true) WITH CHECK (true);
--> statement-breakpoint
ALTER TABLE secrets ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_tenant ON secrets TO scriptbus_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
--> statement-breakpoint
CREATE POLICY every_tenant ON secrets TO scriptbus_worker USING (true) WITH CHECK (true);
--> statement-breakpoint
ALTER TABLE sms_outbox ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_tenant ON sms_outbox TO scriptbus_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
--> statement-breakpoint
CREATE POLICY every_tenant ON sms_outbox TO scriptbus_worker USING (true) WITH CHECK (true);
--> statement-breakpoint
GRANT SELECT ON execution_effects, sms_outbox TO scriptbus_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON execution_effects TO scriptbus_worker;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON sms_outbox TO scriptbus_worker;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON cache_entries TO scriptbus_worker;
--> statement-breakpoint
GRANT SELECT ON cache_entries TO scriptbus_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON secrets TO scriptbus_app;
--> statement-breakpoint
GRANT SELECT ON secrets TO scriptbus_worker;
--> statement-breakpoint
-- Keys of the instance, wrapped; both processes need them, neither may change one.
GRANT SELECT, INSERT ON secret_keys TO scriptbus_app;
--> statement-breakpoint
GRANT SELECT ON secret_keys TO scriptbus_worker;
--> statement-breakpoint
GRANT UPDATE (egress_hosts) ON tenants TO scriptbus_app;
--> statement-breakpoint
-- A script may subscribe itself (sdk.events.subscribe).
GRANT INSERT, UPDATE ON subscriptions TO scriptbus_worker;
--> statement-breakpoint
GRANT UPDATE (subscription_version) ON tenants TO scriptbus_worker;
