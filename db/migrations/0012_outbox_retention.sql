-- Text messages of more than 30 days ago are removed by the upkeep (db/repositories/upkeep.ts).
GRANT DELETE ON sms_outbox TO scriptbus_worker;
