-- Below PostgreSQL 18 a function stands in for the built-in uuidv7().
DO $$ BEGIN
  IF current_setting('server_version_num')::int < 180000 THEN
    CREATE OR REPLACE FUNCTION public.uuidv7() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $f$
      SELECT encode(
        set_bit(set_bit(
          overlay(uuid_send(gen_random_uuid())
            PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3)
            FROM 1 FOR 6),
          52, 1), 53, 1), 'hex')::uuid
    $f$;
  END IF;
END $$;
--> statement-breakpoint
CREATE TABLE "audit_heads" (
	"chain" text PRIMARY KEY NOT NULL,
	"tenant_id" uuid,
	"seq" bigint NOT NULL,
	"hash" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid,
	"seq" bigint NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"target" text NOT NULL,
	"details" jsonb NOT NULL,
	"hash" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "dead_letters" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"delivery_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"event_type" text NOT NULL,
	"subscription_id" uuid NOT NULL,
	"script_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"state" text NOT NULL,
	"attempts" integer NOT NULL,
	"max_attempts" integer NOT NULL,
	"priority" integer NOT NULL,
	"ordering_key" text,
	"idempotency_key" text NOT NULL,
	"fingerprint" text NOT NULL,
	"error" jsonb NOT NULL,
	"data" json NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "dead_letters_state" CHECK ("dead_letters"."state" in ('open', 'replaying', 'resolved', 'discarded'))
);
--> statement-breakpoint
CREATE TABLE "replays" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"state" text NOT NULL,
	"total" integer NOT NULL,
	"started" integer DEFAULT 0 NOT NULL,
	"succeeded" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	"rate_per_second" integer NOT NULL,
	"dry_run" boolean NOT NULL,
	"reason" text NOT NULL,
	"actor" text NOT NULL,
	"selection" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "replays_state" CHECK ("replays"."state" in ('running', 'paused', 'done', 'aborted'))
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"event_type" text NOT NULL,
	"event_seq" bigint NOT NULL,
	"subscription_id" uuid NOT NULL,
	"script_id" uuid NOT NULL,
	"state" text NOT NULL,
	"priority" integer NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"max_attempts" integer NOT NULL,
	"crashes" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ordering_key" text,
	"data_bytes" integer NOT NULL,
	"gated" boolean DEFAULT false NOT NULL,
	"idempotency_key" text NOT NULL,
	"execution_id" uuid,
	"worker_id" uuid,
	"claimed_at" timestamp with time zone,
	"dead_letter_id" uuid,
	"replay_id" uuid,
	"pinned_version" integer,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "deliveries_state" CHECK ("deliveries"."state" in ('waiting', 'ready', 'running', 'scheduled')),
	CONSTRAINT "deliveries_lease" CHECK (("deliveries"."state" = 'running') = ("deliveries"."execution_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "event_gates" (
	"event_id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"open_priority" integer NOT NULL,
	"remaining" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "workers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"address" text NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"heartbeat_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "event_keys" (
	"tenant_id" uuid NOT NULL,
	"source" text NOT NULL,
	"external_id" text NOT NULL,
	"event_id" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "event_keys_tenant_id_source_external_id_pk" PRIMARY KEY("tenant_id","source","external_id")
);
--> statement-breakpoint
CREATE TABLE "event_skips" (
	"event_id" uuid NOT NULL,
	"tenant_id" uuid NOT NULL,
	"subscription_id" uuid,
	"reason" text NOT NULL,
	"detail" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
) PARTITION BY RANGE ("event_id");
--> statement-breakpoint
CREATE TABLE "event_types" (
	"tenant_id" uuid NOT NULL,
	"name" text NOT NULL,
	"description" text,
	"first_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "event_types_tenant_id_name_pk" PRIMARY KEY("tenant_id","name")
);
--> statement-breakpoint
CREATE TABLE "events" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "events_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"type" text NOT NULL,
	"source" text NOT NULL,
	"external_id" text,
	"subject" text,
	"time" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"correlation_id" uuid NOT NULL,
	"causation_id" uuid,
	"hop" integer DEFAULT 0 NOT NULL,
	"path" uuid[] DEFAULT '{}' NOT NULL,
	"replay_of" uuid,
	"traceparent" text,
	"extensions" jsonb,
	"data" json NOT NULL
) PARTITION BY RANGE ("id");
--> statement-breakpoint
CREATE TABLE "unrouted_events" (
	"event_id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"due_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "execution_logs" (
	"execution_id" uuid NOT NULL,
	"tenant_id" uuid NOT NULL,
	"chunk" integer NOT NULL,
	"lines" json NOT NULL,
	CONSTRAINT "execution_logs_execution_id_chunk_pk" PRIMARY KEY("execution_id","chunk")
) PARTITION BY RANGE ("execution_id");
--> statement-breakpoint
CREATE TABLE "executions" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"delivery_id" uuid,
	"event_id" uuid,
	"event_type" text,
	"subscription_id" uuid,
	"script_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"trigger" text NOT NULL,
	"attempt" integer NOT NULL,
	"status" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone NOT NULL,
	"duration_ms" double precision NOT NULL,
	"cpu_ms" double precision,
	"peak_heap_bytes" bigint,
	"queue_wait_ms" double precision,
	"error" jsonb,
	"result" json,
	"delivery_state" text,
	"attempts" integer,
	"max_attempts" integer,
	"priority" integer,
	"delivery_created_at" timestamp with time zone
) PARTITION BY RANGE ("id");
--> statement-breakpoint
CREATE TABLE "script_versions" (
	"tenant_id" uuid NOT NULL,
	"script_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"source" text NOT NULL,
	"javascript" text NOT NULL,
	"note" text,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "script_versions_tenant_id_script_id_version_pk" PRIMARY KEY("tenant_id","script_id","version")
);
--> statement-breakpoint
CREATE TABLE "scripts" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"language" text NOT NULL,
	"path" text,
	"methods" text[],
	"deployed_version" integer NOT NULL,
	"latest_version" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "scripts_kind" CHECK ("scripts"."kind" in ('event_handler', 'http_endpoint')),
	CONSTRAINT "scripts_language" CHECK ("scripts"."language" in ('javascript', 'typescript'))
);
--> statement-breakpoint
CREATE TABLE "subscriptions" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"script_id" uuid NOT NULL,
	"event_type" text NOT NULL,
	"filter" text,
	"priority" integer NOT NULL,
	"retry_count" integer NOT NULL,
	"backoff" jsonb NOT NULL,
	"breaker" text NOT NULL,
	"ordering_key" text,
	"on_loop" text NOT NULL,
	"active" boolean NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "subscriptions_breaker" CHECK ("subscriptions"."breaker" in ('on', 'off')),
	CONSTRAINT "subscriptions_on_loop" CHECK ("subscriptions"."on_loop" in ('avoid', 'allow')),
	CONSTRAINT "subscriptions_retry_count" CHECK ("subscriptions"."retry_count" between 0 and 20)
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"hash" "bytea" NOT NULL,
	"scopes" text[] NOT NULL,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "api_keys_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"tenant_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "memberships_tenant_id_user_id_pk" PRIMARY KEY("tenant_id","user_id"),
	CONSTRAINT "memberships_role" CHECK ("memberships"."role" in ('viewer', 'developer', 'operator', 'admin'))
);
--> statement-breakpoint
CREATE TABLE "tenants" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"internal" boolean DEFAULT false NOT NULL,
	"replay_enabled" boolean DEFAULT false NOT NULL,
	"limits" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"subscription_version" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tenants_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text NOT NULL,
	"instance_owner" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "script_versions" ADD CONSTRAINT "script_versions_script_id_scripts_id_fk" FOREIGN KEY ("script_id") REFERENCES "public"."scripts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scripts" ADD CONSTRAINT "scripts_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_script_id_scripts_id_fk" FOREIGN KEY ("script_id") REFERENCES "public"."scripts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_log_chain" ON "audit_log" USING btree ("tenant_id","seq");--> statement-breakpoint
CREATE INDEX "dead_letters_tenant" ON "dead_letters" USING btree ("tenant_id","id");--> statement-breakpoint
CREATE INDEX "dead_letters_group" ON "dead_letters" USING btree ("tenant_id","fingerprint","id");--> statement-breakpoint
CREATE INDEX "replays_tenant" ON "replays" USING btree ("tenant_id","id");--> statement-breakpoint
CREATE INDEX "deliveries_claim" ON "deliveries" USING btree ("tenant_id","subscription_id","due_at","event_seq") WHERE "deliveries"."state" in ('ready', 'scheduled');--> statement-breakpoint
CREATE INDEX "deliveries_running" ON "deliveries" USING btree ("worker_id") WHERE "deliveries"."state" = 'running';--> statement-breakpoint
CREATE INDEX "deliveries_event" ON "deliveries" USING btree ("tenant_id","event_id");--> statement-breakpoint
CREATE INDEX "deliveries_key" ON "deliveries" USING btree ("subscription_id","ordering_key","event_seq") WHERE "deliveries"."ordering_key" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "deliveries_key_running" ON "deliveries" USING btree ("subscription_id","ordering_key") WHERE "deliveries"."state" = 'running' and "deliveries"."ordering_key" is not null;--> statement-breakpoint
CREATE INDEX "event_keys_expiry" ON "event_keys" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "event_skips_event" ON "event_skips" USING btree ("tenant_id","event_id");--> statement-breakpoint
CREATE INDEX "events_tenant" ON "events" USING btree ("tenant_id","id");--> statement-breakpoint
CREATE INDEX "events_tenant_type" ON "events" USING btree ("tenant_id","type","id");--> statement-breakpoint
CREATE INDEX "unrouted_events_due" ON "unrouted_events" USING btree ("tenant_id","due_at","seq");--> statement-breakpoint
CREATE INDEX "executions_tenant" ON "executions" USING btree ("tenant_id","id");--> statement-breakpoint
CREATE INDEX "executions_event" ON "executions" USING btree ("tenant_id","event_id");--> statement-breakpoint
CREATE INDEX "executions_delivery" ON "executions" USING btree ("tenant_id","delivery_id");--> statement-breakpoint
CREATE INDEX "executions_script" ON "executions" USING btree ("tenant_id","script_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "scripts_name" ON "scripts" USING btree ("tenant_id","name") WHERE "scripts"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "scripts_tenant" ON "scripts" USING btree ("tenant_id","id");--> statement-breakpoint
CREATE INDEX "subscriptions_tenant" ON "subscriptions" USING btree ("tenant_id","id");--> statement-breakpoint
CREATE INDEX "subscriptions_script" ON "subscriptions" USING btree ("tenant_id","script_id");--> statement-breakpoint
CREATE INDEX "api_keys_tenant" ON "api_keys" USING btree ("tenant_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email" ON "users" USING btree (lower("email"));