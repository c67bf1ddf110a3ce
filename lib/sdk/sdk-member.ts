/** One function of the sdk, as the editor completes it. */
export type SdkMember = {
  /** `sdk.events.emit` */
  name: string;
  /** `(type: string, data?: unknown): Promise<{ id: string }>` */
  signature: string;
  /** What it does, plain words. */
  text: string;
};
