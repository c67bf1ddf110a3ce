// A new category makes two cached lists stale.
const category = sdk.events.current();
const keys = [`category:${category.id}`, "categories:list"];

for (const key of keys) await sdk.cache.delete(key);
await sdk.cache.set(keys[0], { name: category.name }, { ttlSeconds: 3_600 });
await sdk.events.emit("finance.cache.stale", { keys });
console.info(`category ${category.name} is new`);
