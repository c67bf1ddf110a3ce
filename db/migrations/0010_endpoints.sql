ALTER TABLE "scripts" ADD COLUMN "auth" text DEFAULT 'none' NOT NULL;--> statement-breakpoint
ALTER TABLE "scripts" ADD COLUMN "rate_limit" integer DEFAULT 100 NOT NULL;--> statement-breakpoint
CREATE INDEX "scripts_endpoint" ON "scripts" USING btree ("tenant_id","path") WHERE "scripts"."deleted_at" is null and "scripts"."path" is not null;--> statement-breakpoint
ALTER TABLE "scripts" ADD CONSTRAINT "scripts_auth" CHECK ("scripts"."auth" in ('none', 'api_key'));--> statement-breakpoint
ALTER TABLE "scripts" ADD CONSTRAINT "scripts_rate_limit" CHECK ("scripts"."rate_limit" between 1 and 1000);