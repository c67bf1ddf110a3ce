import type { SdkMember } from "#lib/sdk/sdk-member.ts";

/** What the editor completes in a script; loaded with the first letter. */
export async function loadSdkNames(): Promise<readonly SdkMember[]> {
  const { sdkMembers } = await import("#lib/sdk/sdk-members.generated.ts");
  return sdkMembers;
}
