// The mirror answers on the second attempt at the latest.
const payload = sdk.events.current();
const { attempt } = sdk.events.context();

const id = payload.workflow_job?.id ?? payload.deployment.id;
if (attempt === 1 && id % 2 === 0) throw new Error("the mirror did not answer in time");
sdk.log.info(`mirrored ${id}`, { attempt });
