import { ADMIN, expect, fillSignIn, makeUser, open, signIn, test, unique } from "./browser";

test("the first admin is made once", async ({ page, complaints }) => {
  const answer = await page.goto("/setup");
  if (answer?.status() === 200) {
    await page.getByLabel("Name").fill(ADMIN.name);
    await page.getByLabel("E-mail address").fill(ADMIN.email);
    await page.getByLabel("Password").fill(ADMIN.password);
    await page.getByRole("button", { name: "Create the admin" }).click();
    await page.waitForURL("**/profiles");
  } else {
    expect(answer?.status()).toBe(404);
    await signIn(page, ADMIN);
  }
  expect((await page.goto("/setup"))?.status()).toBe(404);
  // The browser tells of the 404 in its console.
  complaints.length = 0;
});

test("a person registers, is signed in, signs out and in again", async ({ page, request }) => {
  await makeUser(request);
  const name = unique("Newcomer");
  const person = { name, email: `${name}@example.org`, password: "long enough to be kept" };
  await open(page, "/login");
  await page.getByRole("link", { name: "Register" }).click();
  await page.getByLabel("Name").fill(person.name);
  await page.getByLabel("E-mail address").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.waitForURL("**/profiles");

  await page.getByRole("button", { name: `Account of ${name}` }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL("**/login");
  await page.goto("/profiles");
  await expect(page).toHaveURL(/\/login$/);

  await fillSignIn(page, person);
  await expect(page.getByRole("heading", { name: "Profiles", level: 1 })).toBeVisible();
});

test("an address that is taken is told at its field", async ({ page, request }) => {
  const person = await makeUser(request);
  await open(page, "/register");
  await page.getByLabel("Name").fill("Somebody else");
  await page.getByLabel("E-mail address").fill(person.email.toUpperCase());
  await page.getByLabel("Password").fill("another password");
  await page.getByRole("button", { name: "Create account" }).click();
  const email = page.getByLabel("E-mail address");
  await expect(email).toHaveAccessibleDescription(/an account with this e-mail address already/);
  await expect(email).toBeFocused();
});

test("faults stand at the field one leaves, and all of them after sending", async ({
  page,
  request,
}) => {
  await makeUser(request);
  await open(page, "/register");
  const password = page.getByLabel("Password");
  await password.fill("short");
  await password.blur();
  await expect(password).toHaveAccessibleDescription(/Must have 12 to 200 characters/);
  await expect(page.getByLabel("Name")).not.toHaveAttribute("aria-invalid");

  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByLabel("Name")).toBeFocused();
  await expect(page.getByLabel("Name")).toHaveAccessibleDescription("Enter your name.");
  await expect(page.getByLabel("E-mail address")).toHaveAttribute("aria-invalid", "true");
});

test("a wrong password is refused without telling which part was wrong", async ({
  page,
  request,
}) => {
  const person = await makeUser(request);
  await open(page, "/login");
  await fillSignIn(page, { email: person.email, password: "not the password" });
  await expect(page.getByRole("alert").filter({ hasText: "wrong" })).toHaveText(
    "The e-mail address or the password is wrong.",
  );
  await expect(page.getByLabel("Password")).toHaveValue("");
  await expect(page.getByLabel("Password")).toBeFocused();
  await expect(page.getByLabel("E-mail address")).toHaveValue(person.email);
});

test("signing in leads to the page that was asked for, on this site only", async ({
  page,
  request,
}) => {
  const person = await makeUser(request);
  await page.goto("/profiles?owner=system&type=embedding");
  await expect(page).toHaveURL(/\/login\?next=/);
  await fillSignIn(page, person);
  await expect(page).toHaveURL(/\/profiles\?owner=system&type=embedding$/);

  await page.context().clearCookies();
  await page.goto("/login?next=//example.org/profiles");
  await fillSignIn(page, person);
  await expect(page).toHaveURL(/^http:\/\/localhost:\d+\/profiles$/);
});

test("signing in works by keyboard alone", async ({ page, request }) => {
  const person = await makeUser(request);
  await open(page, "/login");
  await page.keyboard.press("Tab");
  await page.keyboard.type(person.email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(person.password);
  await expect(page.getByRole("button", { name: "Sign in" })).toBeEnabled();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/profiles");

  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
});
