"use client";
// Brings every <filter-field> of the document to life, wherever its markup comes from.
import { useEffect } from "react";

export function FilterFields() {
  useEffect(() => {
    void import("./filter-field-element.ts").then(({ defineFilterField }) => defineFilterField());
  }, []);
  return null;
}
