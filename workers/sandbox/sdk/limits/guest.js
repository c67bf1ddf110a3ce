// sdk.limits inside the isolate: what the guest has counted itself. Nothing is asked of the host, which counts on its own.
const left = (limit, spent) => Math.max(0, limit - spent);

guest.rooms.limits = (kit) => (run) => ({
  remaining() {
    kit.assertOpen(run);
    const { limits } = kit;
    const { emits = 0, httpRequests = 0, smsMessages = 0 } = run.spent;
    return {
      sdkCalls: left(limits.sdkCalls, run.calls),
      emits: left(limits.emits, emits),
      httpRequests: left(limits.httpRequests, httpRequests),
      smsMessages: left(limits.smsMessages, smsMessages),
      logLines: left(limits.logLines, run.logLines),
      logBytes: left(limits.logBytes, run.logBytes),
      wallMs: left(limits.wallMs, kit.Date.now() - run.begunAt),
    };
  },
});
