"use client";

import { Copy, Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { ChangeBar } from "@/components/ui/change-bar";
import { ConfirmDialog, Dialog } from "@/components/ui/dialog";
import { Menu } from "@/components/ui/menu";
import { Tabs } from "@/components/ui/tabs";
import { type Toast, toast } from "@/components/ui/toast";
import { Tooltip } from "@/components/ui/tooltip";
import { Gallery, Kept, type Shown } from "./gallery";

const nothing = () => undefined;

const TOASTS: Record<string, Toast> = {
  success: { kind: "success", title: "“Careful coder” is saved" },
  failure: { kind: "error", title: "The server does not answer", description: "Nothing was lost." },
  undo: {
    kind: "success",
    title: "3 tasks are assigned",
    action: { label: "Undo", onClick: nothing },
  },
};

const menu = (
  <Kept initial="name">
    {(order, setOrder) => (
      <Menu
        entries={[
          { kind: "label", label: "Careful coder" },
          { label: "Duplicate", icon: Copy, onSelect: nothing },
          { label: "Profiles", href: "/profiles", current: true },
          { kind: "separator" },
          {
            kind: "choice",
            label: "Order",
            value: order,
            onValueChange: setOrder,
            choices: [
              { value: "name", label: "Name" },
              { value: "time", label: "Last change" },
            ],
          },
          { kind: "separator" },
          { label: "Delete", icon: Trash2, danger: true, onSelect: nothing },
          { label: "Delete", icon: Trash2, disabled: "Every task needs its default." },
        ]}
      >
        Actions
      </Menu>
    )}
  </Kept>
);

const dialog = (modal: boolean) => (
  <Kept initial={false}>
    {(open, setOpen) => (
      <>
        <Button onClick={() => setOpen(true)}>Open…</Button>
        <Dialog
          open={open}
          onClose={() => setOpen(false)}
          modal={modal}
          title="New API key"
          description="Give it the least it needs."
        >
          <Button onClick={() => setOpen(false)}>Done</Button>
        </Dialog>
      </>
    )}
  </Kept>
);

const SHOWN: Shown = {
  Menu: { "all entries": menu },
  Dialog: {
    plain: dialog(false),
    "only its buttons close it": dialog(true),
    confirms: (
      <Kept initial={false}>
        {(open, setOpen) => (
          <>
            <Button onClick={() => setOpen(true)}>Delete…</Button>
            <ConfirmDialog
              open={open}
              onClose={() => setOpen(false)}
              title="Delete “Careful coder”?"
              confirm="Delete “Careful coder”"
              onConfirm={nothing}
            >
              <p>This cannot be undone.</p>
            </ConfirmDialog>
          </>
        )}
      </Kept>
    ),
  },
  Toast: Object.fromEntries(
    Object.entries(TOASTS).map(([name, said]) => [
      name,
      <Button key={name} onClick={() => toast(said)}>
        Say it
      </Button>,
    ]),
  ),
  "Change bar": {
    "with a fault": (
      <ChangeBar
        count={2}
        error="1 was rejected"
        isSaving={false}
        onSave={nothing}
        onDiscard={nothing}
      />
    ),
    saving: <ChangeBar count={1} isSaving onSave={nothing} onDiscard={nothing} />,
    "not there yet": (
      <ChangeBar
        count={0}
        unsaved="Not saved yet"
        isSaving={false}
        onSave={nothing}
        onDiscard={nothing}
      />
    ),
  },
  Tooltip: {
    plain: (
      <Tooltip text="The whole of what was cut off">
        <Button>Point at it</Button>
      </Tooltip>
    ),
  },
  Tabs: {
    "with and without counts": (
      <Kept<string> initial="me">
        {(tab, setTab) => (
          <Tabs
            label="Whose profiles"
            value={tab}
            onValueChange={setTab}
            tabs={[
              { value: "me", label: "Mine", count: 3 },
              { value: "all", label: "All" },
            ]}
          >
            <p>{tab}</p>
          </Tabs>
        )}
      </Kept>
    ),
  },
};

export function Boxes() {
  return <Gallery shown={SHOWN} />;
}
