CREATE TABLE "subscription_changes" (
	"tenant_id" uuid NOT NULL,
	"version" bigint NOT NULL,
	"subscription_id" uuid NOT NULL,
	CONSTRAINT "subscription_changes_tenant_id_version_subscription_id_pk" PRIMARY KEY("tenant_id","version","subscription_id")
);
--> statement-breakpoint
ALTER TABLE "subscription_changes" ADD CONSTRAINT "subscription_changes_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE subscription_changes ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_tenant ON subscription_changes TO scriptbus_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
--> statement-breakpoint
CREATE POLICY every_tenant ON subscription_changes TO scriptbus_worker USING (true) WITH CHECK (true);
--> statement-breakpoint
GRANT SELECT ON subscription_changes TO scriptbus_app, scriptbus_worker;
--> statement-breakpoint
-- Notes each written or removed subscription with the tenant's version. The tenant's row stays locked until the writer
-- commits, so versions become visible in their order: a router that read version v misses nothing when it asks for v and
-- later. Notes of more than 1,000 versions ago go: a router as far behind as that reads everything (routing.ts).
CREATE FUNCTION note_subscription_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  noted subscriptions := coalesce(NEW, OLD);
  now_at bigint;
BEGIN
  SELECT subscription_version INTO now_at FROM tenants WHERE id = noted.tenant_id FOR NO KEY UPDATE;
  IF now_at IS NULL THEN
    RETURN NULL; -- the tenant itself is being deleted
  END IF;
  INSERT INTO subscription_changes (tenant_id, version, subscription_id) VALUES (noted.tenant_id, now_at, noted.id)
  ON CONFLICT DO NOTHING;
  DELETE FROM subscription_changes WHERE tenant_id = noted.tenant_id AND version < now_at - 1000;
  RETURN NULL;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION note_subscription_change() FROM PUBLIC;
--> statement-breakpoint
CREATE TRIGGER note_subscription_change AFTER INSERT OR UPDATE OR DELETE ON subscriptions
  FOR EACH ROW EXECUTE FUNCTION note_subscription_change();
