// The filters that are measured: eight shapes in equal shares, each over values of its own, in every
// contender's language. Twenty match the event (all do when there are fewer), the others ask nearly
// the same of it.

export type WrittenFilter = {
  /** This project's, and jsep's. */
  filter: string;
  /** For `new Function`: null-safe, as a filter is. */
  javascript: string;
  filtrex: string;
  cel: string;
  jsonata: string;
};

/** `n` tells filters apart; `hit` makes one match the event of payloads.ts. */
type Shape = (n: number, hit: boolean) => WrittenFilter;

const matching = 20;

export function writeFilters(count: number): WrittenFilter[] {
  const every = Math.max(1, Math.floor(count / matching));
  let hits = 0;
  return Array.from({ length: count }, (_, n) => {
    const hit = n % every === 0 && hits < matching;
    if (hit) hits += 1;
    const shape = shapes[(hit ? hits : n) % shapes.length] ?? equality;
    return hit ? narrowed(shape(n, true), hits) : shape(n, false);
  });
}

/** Keeps those that match apart: without this they would all be one filter. */
function narrowed(one: WrittenFilter, bound: number): WrittenFilter {
  return {
    filter: `(${one.filter}) && $.amount > ${bound}`,
    javascript: `(${one.javascript}) && $?.amount > ${bound}`,
    filtrex: `(${one.filtrex}) and amount > ${bound}`,
    cel: `(${one.cel}) && amount > ${bound}.0`,
    jsonata: `(${one.jsonata}) and amount > ${bound}`,
  };
}

const equality: Shape = (n, hit) => {
  const id = JSON.stringify(hit ? "c-7" : `c-${n + 100}`);
  return {
    filter: `$.customer.id == ${id}`,
    javascript: `$?.customer?.id == ${id}`,
    filtrex: `(id of customer) == ${id}`,
    cel: `customer.id == ${id}`,
    jsonata: `customer.id = ${id}`,
  };
};

const conjunction: Shape = (n, hit) => {
  const region = JSON.stringify(`eu-${hit ? 3 : n % 500}`);
  const bound = hit ? 100 : 2_000 + (n % 9_000);
  return {
    filter: `$.region == ${region} && $.status == "paid" && $.amount > ${bound}`,
    javascript: `$?.region == ${region} && $?.status == "paid" && $?.amount > ${bound}`,
    filtrex: `region == ${region} and status == "paid" and amount > ${bound}`,
    cel: `region == ${region} && status == "paid" && amount > ${bound}.0`,
    jsonata: `region = ${region} and status = "paid" and amount > ${bound}`,
  };
};

const range: Shape = (n, hit) => {
  const low = hit ? 1_000 : 2_000 + (n % 50_000) / 4;
  const high = low + 300;
  return {
    filter: `$.amount >= ${low} && $.amount < ${high}`,
    javascript: `$?.amount >= ${low} && $?.amount < ${high}`,
    filtrex: `amount >= ${low} and amount < ${high}`,
    cel: `amount >= ${low.toFixed(2)} && amount < ${high.toFixed(2)}`,
    jsonata: `amount >= ${low} and amount < ${high}`,
  };
};

const disjunction: Shape = (n, hit) => {
  const sku = JSON.stringify(hit ? "AB-7" : `AB-${n + 100}`);
  const id = JSON.stringify(`d-${n}`);
  return {
    filter: `$.sku == ${sku} || $.customer.id == ${id}`,
    javascript: `$?.sku == ${sku} || $?.customer?.id == ${id}`,
    filtrex: `sku == ${sku} or (id of customer) == ${id}`,
    cel: `sku == ${sku} || customer.id == ${id}`,
    jsonata: `sku = ${sku} or customer.id = ${id}`,
  };
};

const negation: Shape = (n, hit) => {
  const id = JSON.stringify(hit ? "c-7" : `c-${n + 100}`);
  return {
    filter: `!($.customer.id != ${id} || $.status == "cancelled")`,
    javascript: `!($?.customer?.id != ${id} || $?.status == "cancelled")`,
    filtrex: `not ((id of customer) != ${id} or status == "cancelled")`,
    cel: `!(customer.id != ${id} || status == "cancelled")`,
    jsonata: `$not(customer.id != ${id} or status = "cancelled")`,
  };
};

const text: Shape = (n, hit) => {
  const domain = JSON.stringify(hit ? "@c7.example" : `@c${n + 100}.example`);
  return {
    filter: `$.email.endsWith(${domain})`,
    javascript: `$?.email?.endsWith(${domain})`,
    filtrex: `endsWith(email, ${domain})`,
    cel: `endsWith(email, ${domain})`,
    jsonata: `$contains(email, ${domain})`,
  };
};

const method: Shape = (n, hit) => {
  const sku = JSON.stringify(hit ? "ab-7" : `ab-${n + 100}`);
  return {
    filter: `$.sku.toLowerCase() == ${sku}`,
    javascript: `$?.sku?.toLowerCase() == ${sku}`,
    filtrex: `lower(sku) == ${sku}`,
    cel: `lower(sku) == ${sku}`,
    jsonata: `$lowercase(sku) = ${sku}`,
  };
};

const arithmetic: Shape = (n, hit) => {
  const bound = hit ? 30 : 100 + n;
  return {
    filter: `$.quantity * $.price > ${bound}`,
    javascript: `$?.quantity * $?.price > ${bound}`,
    filtrex: `quantity * price > ${bound}`,
    cel: `quantity * price > ${bound}.0`,
    jsonata: `quantity * price > ${bound}`,
  };
};

const shapes = [
  equality,
  conjunction,
  range,
  disjunction,
  negation,
  text,
  method,
  arithmetic,
] as const;
