CREATE TABLE "outbox_receipts" (
	"row_id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"relayed_at" timestamp with time zone DEFAULT now() NOT NULL
);

--> statement-breakpoint
ALTER TABLE outbox_receipts SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);
--> statement-breakpoint
ALTER TABLE outbox_receipts ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY every_tenant ON outbox_receipts TO scriptbus_worker USING (true) WITH CHECK (true);
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON outbox_receipts TO scriptbus_worker;
