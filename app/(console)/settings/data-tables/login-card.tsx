"use client";
import { useRouter } from "next/navigation";
import { OwnerLogin, type OwnerLoginProps } from "#components/data-tables/owner-login.form.tsx";
import { closeLogin, openLogin } from "./actions.ts";

type Props = Omit<OwnerLoginProps, "acts" | "onChanged"> & { mayAdminister: boolean };

export function LoginCard({ mayAdminister, ...props }: Props) {
  const router = useRouter();
  const acts = mayAdminister ? { open: openLogin, close: closeLogin } : null;
  return <OwnerLogin {...props} acts={acts} onChanged={() => router.refresh()} />;
}
