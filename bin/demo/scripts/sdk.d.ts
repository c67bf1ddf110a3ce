// What the TypeScript demo scripts see of the sdk, so that they are type-checked like everything else.
declare const sdk: {
  readonly events: {
    current(): unknown;
    context(): { readonly type: string; readonly time: string; readonly attempt: number };
    emit(type: string, data: unknown, options?: { subject?: string }): Promise<{ id: string }>;
  };
  readonly log: Record<
    "debug" | "info" | "warn" | "error",
    (message: string, data?: unknown) => void
  >;
  readonly NonRetryableError: new (message: string) => Error;
  readonly RetryAfterError: new (delay: string | number, message?: string) => Error;
};
