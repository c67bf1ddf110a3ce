// sdk.db inside the isolate.
guest.rooms.db = (kit) => (run) => {
  const query = async (sql, params = []) =>
    kit.ask(run, "db.query", kit.toJson([sql, params ?? []]));
  return {
    query,
    async queryOne(sql, params) {
      const rows = await query(sql, params);
      return rows.length > 0 ? rows[0] : null;
    },
  };
};
