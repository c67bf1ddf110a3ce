// A new category makes two cached lists stale.
const category = sdk.events.current();

await sdk.events.emit("finance.cache.stale", {
  keys: [`category:${category.id}`, "categories:list"],
});
console.info(`category ${category.name} is new`);
