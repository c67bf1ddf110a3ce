// SQL to begin with.

export const createTableSql = `create table orders (
  id bigint generated always as identity primary key,
  customer text not null,
  total numeric not null
);`;

export const emitEventSql = `select scriptbus.emit_event('order.paid', '{"id": 1}');`;
