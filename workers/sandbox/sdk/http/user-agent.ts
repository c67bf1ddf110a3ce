// Who asks, unless a script says otherwise.
import manifest from "../../../../package.json" with { type: "json" };

export const userAgent = `Scriptbus/${manifest.version}`;
