// A category that was renamed or removed makes what payment-categories has cached stale.
const category = sdk.events.current();
await sdk.cache.delete(`category:${category.id}`);
await sdk.cache.delete("categories:list");
