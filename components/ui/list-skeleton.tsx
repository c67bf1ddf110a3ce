// The place of a list that is on its way: the line of its filters, its head, and rows as high as real ones.
import type { ReactNode } from "react";
import { FilterBar } from "#components/ui/filter-bar.tsx";
import { SkeletonRows, Table, TableBody } from "#components/ui/table.tsx";

type TableSkeletonProps = {
  label: string;
  head: ReactNode;
  columns: number;
  rows: number;
  room?: "sm" | "md" | "lg";
  className?: string;
};

export function ListSkeleton(table: TableSkeletonProps) {
  return (
    <div className="min-w-0">
      <FilterBarSkeleton />
      <TableSkeleton {...table} />
    </div>
  );
}

export function FilterBarSkeleton() {
  return (
    <FilterBar>
      <span className="h-7" />
    </FilterBar>
  );
}

export function TableSkeleton({ head, columns, rows, ...table }: TableSkeletonProps) {
  return (
    <Table {...table}>
      {head}
      <TableBody>
        <SkeletonRows rows={rows} columns={columns} />
      </TableBody>
    </Table>
  );
}
