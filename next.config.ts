import type { NextConfig } from "next";

const config: NextConfig = {
  output: "standalone",
  outputFileTracingRoot: import.meta.dirname,
  turbopack: { root: import.meta.dirname },
  poweredByHeader: false,
  // app/_server/action-body.ts refuses what is larger.
  experimental: { serverActions: { bodySizeLimit: "2mb" } },
  // `npm test` has a stage of its own for types; the build does not repeat it.
  typescript: { ignoreBuildErrors: true },
};

export default config;
