import { ActionsHead, Cell, HeadCell, Row, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { taskByType } from "@/lib/registry/tasks";
import { FormerUse, TrashActions, type TrashRowsProps } from "./trash-row";

/** The trash on wide screens. */
export function TrashTable({ profiles, ...actions }: TrashRowsProps) {
  return (
    <div className="rounded-lg border border-line bg-panel max-lg:hidden">
      <Table aria-label="Deleted profiles">
        <thead>
          <tr>
            <HeadCell>Name</HeadCell>
            <HeadCell>Task</HeadCell>
            <HeadCell>Model</HeadCell>
            <HeadCell>Was used for</HeadCell>
            <HeadCell>Deleted</HeadCell>
            <HeadCell>Removed permanently</HeadCell>
            <ActionsHead />
          </tr>
        </thead>
        <tbody>
          {profiles.map((profile) => (
            <Row key={profile.id} className="[&>td]:align-middle">
              <Cell className="min-w-56 font-medium [overflow-wrap:anywhere]">{profile.name}</Cell>
              <Cell>{taskByType(profile.type)?.label}</Cell>
              <Cell className="[overflow-wrap:anywhere]">{profile.model_name}</Cell>
              <Cell>
                <FormerUse profile={profile} />
              </Cell>
              <Cell className="whitespace-nowrap">
                <Time iso={profile.deleted_at} />
              </Cell>
              <Cell className="whitespace-nowrap">
                <Time iso={profile.expires_at} />
              </Cell>
              <Cell className="py-1! pr-1!">
                <TrashActions profile={profile} {...actions} />
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
