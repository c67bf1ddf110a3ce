// An event as the demo publishes it. `id` is the producer's own, so that sending it twice stores it once.
export type DemoEvent = {
  id: string;
  type: string;
  source: string;
  subject?: string;
  data: unknown;
};
