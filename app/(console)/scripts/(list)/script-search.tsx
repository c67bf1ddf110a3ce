"use client";
// Searches by name while one types. The search stands in the address; without JavaScript it is a plain form.
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import { Field, fieldControl } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

const pauseMs = 200;

export function ScriptSearch({ query }: { query: string }) {
  const router = useRouter();
  const [text, setText] = useState(query);
  const [isPending, startTransition] = useTransition();
  const asked = useRef(query);
  useEffect(() => {
    // Back, or a link: the address leads. What was asked for from here is in the field already.
    if (query === asked.current) return;
    asked.current = query;
    setText(query);
  }, [query]);
  useEffect(() => {
    const wish = text.trim();
    if (wish === asked.current) return;
    const timer = setTimeout(() => {
      asked.current = wish;
      const address = wish === "" ? "/scripts" : `/scripts?q=${encodeURIComponent(wish)}`;
      startTransition(() => router.replace(address, { scroll: false }));
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [text, router]);
  return (
    <form action="/scripts" onSubmit={(event) => event.preventDefault()} aria-busy={isPending}>
      <Field id="q" label="Search by name" hideLabel>
        <Input
          {...fieldControl("q")}
          name="q"
          type="search"
          size="sm"
          icon="search"
          className="w-full md:w-60"
          placeholder="Search by name"
          autoComplete="off"
          maxLength={128}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
    </form>
  );
}
