// Types are taken out before the script runs; lines and columns stay where they are.
interface StockLevel {
  sku: string;
  onHand: number;
  reorderPoint: number;
  leadTimeDays: number;
  soldPerDay: number;
}

const level = sdk.events.current() as StockLevel;

const untilDelivery = level.leadTimeDays * level.soldPerDay;
const quantity: number = Math.max(level.reorderPoint * 2 - level.onHand, Math.ceil(untilDelivery));

await sdk.events.emit("warehouse.purchase.suggested", { sku: level.sku, quantity });
sdk.log.info(`reorder ${quantity} of ${level.sku}`, { onHand: level.onHand });
