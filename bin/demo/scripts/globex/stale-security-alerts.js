// Three kinds of alerts, three subscriptions, one script. Alerts that were open for a month are called stale.
const { action, alert } = sdk.events.current();
const { type, time } = sdk.events.context();

const closedAt = alert.fixed_at ?? alert.dismissed_at ?? time;
const days = Math.floor((Date.parse(closedAt) - Date.parse(alert.created_at)) / 86_400_000);

if (days > 30) sdk.log.warn(`stale alert: open for ${days} days`, { type, action });
else sdk.log.info(`alert ${action} after ${days} days`, { type });
