namespace AgentBrain.Web.Tests.Support;

/// <summary>People who work in the workspace.</summary>
public static class Staff
{
    public const string Password = StaffAccounts.Password;

    /// <summary>Somebody in a role with a browser of their own, signed in through the form.</summary>
    public static async Task<Respondent> NewStaffAsync(this AgentBrainApp app, string role)
    {
        var email = await app.NewAccountAsync(role);
        var staff = app.NewRespondent();
        await staff.SignInAsync(email, Password);
        staff.Reply.IsRedirect.ShouldBeTrue(staff.Page.Body);
        return staff;
    }

    /// <summary>Creates an account with <see cref="Password"/>.</summary>
    /// <returns>Its e-mail address.</returns>
    public static async Task<string> NewAccountAsync(this AgentBrainApp app, params string[] roles)
    {
        var email = $"{Guid.NewGuid():N}@example.org";
        await app.CreateAccountAsync(email, roles);
        return email;
    }

    /// <summary>Fills in the form of the sign-in page and sends it.</summary>
    public static async Task<HtmlPage> SignInAsync(this Respondent person, string email, string password)
    {
        await person.OpenAsync("/admin/sign-in");
        return await person.SubmitAsync(person.Page.Form().With("Email", email).With("Password", password));
    }
}
