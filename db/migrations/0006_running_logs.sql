CREATE TABLE "running_logs" (
	"execution_id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"lines" json NOT NULL
);

--> statement-breakpoint
ALTER TABLE running_logs SET UNLOGGED;
--> statement-breakpoint
ALTER TABLE running_logs ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_tenant ON running_logs TO scriptbus_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
--> statement-breakpoint
CREATE POLICY every_tenant ON running_logs TO scriptbus_worker USING (true) WITH CHECK (true);
--> statement-breakpoint
GRANT SELECT ON running_logs TO scriptbus_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON running_logs TO scriptbus_worker;
