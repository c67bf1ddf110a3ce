// GET /x/acme/categories: from the cache while it holds; category-cache-clear empties it.
const cached = await sdk.cache.get("categories:list");
if (cached) return { body: { cached: true, categories: cached } };
const categories = await sdk.db.query("SELECT id, name FROM payment_categories ORDER BY id");
await sdk.cache.set("categories:list", categories, { ttlSeconds: 3_600 });
return { body: { cached: false, categories } };
