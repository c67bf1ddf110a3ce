import type { ReactNode } from "react";

/** A key that is `undefined` or null in value is left out, so callers list what there may be. */
export type KeyValue = readonly [key: string, value: ReactNode];

type KeyValuesProps = {
  items: readonly KeyValue[];
  /** "rows": key beside value; "columns": key above value, as many side by side as fit. */
  layout?: "rows" | "columns";
};

export function KeyValues({ items, layout = "rows" }: KeyValuesProps) {
  const present = items.filter(([, value]) => value !== null && value !== undefined);
  return (
    <dl className={layout === "rows" ? "key-values" : "key-values key-values-columns"}>
      {present.map(([key, value]) => (
        <div key={key}>
          <dt>{key}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
