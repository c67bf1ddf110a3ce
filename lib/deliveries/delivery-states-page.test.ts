import { expect, test } from "vitest";
import { deliveryStatesPage } from "./delivery-states-page.ts";

test("the docs page of delivery states is what the table says", async () => {
  await expect(deliveryStatesPage()).toMatchFileSnapshot("../../docs/delivery-states.generated.md");
});
