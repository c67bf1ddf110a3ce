"use client";
// Brings every <filter-field> of the document to life, wherever its markup comes from.
import { useEffect } from "react";

export function FilterFields() {
  useEffect(() => {
    import("./filter-field-element.ts").then(
      ({ defineFilterField }) => defineFilterField(),
      // Without it filters are written in plain text areas, which the server checks all the same.
      () => undefined,
    );
  }, []);
  return null;
}
