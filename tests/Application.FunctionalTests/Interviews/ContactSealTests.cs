using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AgentBrain.Application.FunctionalTests.Testing;
using AgentBrain.Application.Interviews;
using AgentBrain.Application.Interviews.Contacts;
using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Interviews;
using AgentBrain.Infrastructure.Persistence;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AgentBrain.Application.FunctionalTests.Interviews;

/// <summary>How respondents can be reached is not readable where it is stored, and is read as it was left by those who may.</summary>
public sealed class ContactSealTests : FunctionalTest
{
    private const string Name = "Zigfrida *Qvaldė* Šmūkštaraitė";
    private const string Email = "Zigfrida.Q@Example.LT";
    private const string Phone = "+370 688 99 123";

    private static readonly string[] _canaries = ["zigfrida", "qvaldė", "šmūkštaraitė", "example.lt", "688 99 123", "68899123"];

    private List<DataProtectionKey> _keys = [];
    private ServiceProvider? _services;

    private protected override IServiceProvider Services => _services ?? base.Services;

    [SetUp]
    public async Task Publish()
    {
        await PublishBrainAsync();
        TestHost.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("Test").Protect([]);
        _keys = await QueryAsync(db => db.DataProtectionKeys.AsNoTracking().ToListAsync());
    }

    [TearDown]
    public async Task RestoreKeys()
    {
        _services = null;
        await QueryAsync(db => db.DataProtectionKeys.ExecuteDeleteAsync());
        await AddAsync([.. _keys]);
    }

    [Test]
    public async Task Nothing_of_the_contact_details_is_readable_in_any_table()
    {
        var id = await LeaveAsync();

        (await ReadableAsync()).ShouldBeEmpty();
        var session = await SessionAsync(id);
        session.FinalReport!.ShouldContain("for ⟦0⟧\n");
        ContactOf(session).ShouldBe(new ContactDetails(Name, Email, Phone));
        ReportsOf(session).Full!.ShouldContain("for Zigfrida \\*Qvaldė\\* Šmūkštaraitė\n");
        (await SendAsync(new GetReport(id))).Full.ShouldBe(ReportsOf(session).Full);
    }

    [Test]
    public async Task The_scan_finds_what_is_stored_in_the_open()
    {
        await StorePlainAsync(await FinishAsync());

        (await ReadableAsync()).ShouldBe(["sessions"]);
    }

    [TestCase("zigfrida.q@example.lt", 1)]
    [TestCase("  ZIGFRIDA.Q@EXAMPLE.LT ", 1)]
    [TestCase("igfrida.q@example.lt", 0)]
    [TestCase("zigfrida.q@example.l", 0)]
    [TestCase("", 0)]
    public async Task An_interview_is_found_by_the_whole_address_alone(string email, int found)
    {
        var id = await LeaveAsync();
        await FinishAsync();
        AsStaff(Roles.Reviewer);

        (await SendAsync(new FindInterviewsByEmail(email))).Select(interview => interview.Id).ShouldBe(found == 1 ? [id] : []);
    }

    [Test]
    public async Task What_is_stored_in_the_open_is_found_and_read_and_then_sealed()
    {
        var id = await FinishAsync();
        await StorePlainAsync(id);
        var report = (await SendAsync(new GetReport(id))).Full;
        report.ShouldContain("Zigfrida");
        AsStaff(Roles.Reviewer);
        (await SendAsync(new FindInterviewsByEmail(Email))).ShouldHaveSingleItem().Id.ShouldBe(id);
        var before = await SendAsync(new ExportInterview(id));

        (await SendAsync(new SealContacts())).ShouldBe(new SealContactsResult(1, null));

        (await ReadableAsync()).ShouldBeEmpty();
        (await SendAsync(new FindInterviewsByEmail(Email))).ShouldHaveSingleItem().Id.ShouldBe(id);
        (await SendAsync(new ExportInterview(id))).Json.ShouldBe(before.Json);
        (await SendAsync(new GetReport(id))).Full.ShouldBe(report);
        before.Json.ShouldContain("UAB Garas");
        (await SendAsync(new SealContacts())).ShouldBe(new SealContactsResult(0, null));
    }

    [Test]
    public async Task Whoever_may_not_see_contact_details_reads_the_same_before_and_after()
    {
        var id = await FinishAsync();
        await StorePlainAsync(id);
        AsStaff(Roles.Analyst);
        var (before, shown) = (await SendAsync(new ExportInterview(id)), await SendAsync(new GetTimeline(id)));

        await SendAsync(new SealContacts());

        (await SendAsync(new ExportInterview(id))).Json.ShouldBe(before.Json);
        var after = await SendAsync(new GetTimeline(id));
        (after.Report, after.Summary, after.Contact).ShouldBe((shown.Report, shown.Summary, shown.Contact));
        after.Report!.ShouldContain("for Z\\*\\*\\*\n");
        (await SendAsync(new ListInterviews())).Interviews.Items.Single().ContactName.ShouldBe("Z***");
    }

    [Test]
    public async Task Interviews_with_nothing_to_seal_are_looked_at_once_and_stay_to_the_letter()
    {
        var id = Guid.NewGuid();
        await QueryAsync(db => db.Database.ExecuteSqlAsync($$"""INSERT INTO sessions (session_id, state) VALUES ({{id}}, '{"contact_info": {"name": null, "email": "", "other": []}, "slots": 7}')"""));
        var state = await StateAsync(id);

        (await SendAsync(new SealContacts())).Sealed.ShouldBe(0);

        var session = await SessionAsync(id);
        (session.ContactSettled, session.ContactSealed).ShouldBe((true, null));
        (await StateAsync(id)).ShouldBe(state);
    }

    [Test]
    public async Task A_batch_goes_on_behind_the_one_before()
    {
        await QueryAsync(db => db.Database.ExecuteSqlRawAsync("INSERT INTO sessions (contact_name) SELECT 'Zigfrida ' || n FROM generate_series(1, 130) n"));

        var first = await SendAsync(new SealContacts());
        var second = await SendAsync(new SealContacts(first.Last));

        (first.Sealed, second.Sealed, second.Last).ShouldBe((SealContactsHandler.BatchSize, 30, null));
        (await ReadableAsync()).ShouldBeEmpty();
    }

    [Test]
    public async Task Sealing_and_finishing_at_once_lose_nothing()
    {
        for (var round = 0; round < 5; round++)
        {
            var id = await AnswerAllAsync();
            await QueryAsync(db => db.Database.ExecuteSqlAsync($"UPDATE sessions SET contact_phone = {Phone}, contact_settled = false WHERE session_id = {id}"));

            await Task.WhenAll(SendAsync(new FinishInterview { SessionId = id, Name = Name, Email = Email }), SendAsync(new SealContacts()), SendAsync(new SealContacts()));

            ContactOf(await SessionAsync(id)).ShouldBe(new ContactDetails(Name, Email, Phone));
            ReportsOf(await SessionAsync(id)).Full!.ShouldContain("Zigfrida");
        }
        (await ReadableAsync()).ShouldBeEmpty();
    }

    [Test]
    public async Task What_a_release_before_stores_beside_what_is_sealed_counts()
    {
        var id = await AnswerAllAsync();
        await QueryAsync(db => db.Database.ExecuteSqlAsync($"UPDATE sessions SET contact_phone = {Phone} WHERE session_id = {id}"));
        await SendAsync(new SealContacts());
        await QueryAsync(db => db.Database.ExecuteSqlAsync($"UPDATE sessions SET contact_name = {Name}, final_report = {"For " + Name}, completed_at = now() WHERE session_id = {id}"));

        ContactOf(await SessionAsync(id)).ShouldBe(new ContactDetails(Name, null, Phone));
        (await SendAsync(new SealContacts())).Sealed.ShouldBe(1);

        ContactOf(await SessionAsync(id)).ShouldBe(new ContactDetails(Name, null, Phone));
        ReportsOf(await SessionAsync(id)).Full.ShouldBe("For " + Name);
        (await ReadableAsync()).ShouldBeEmpty();
    }

    [Test]
    public async Task Lost_keys_are_told_and_nothing_is_overwritten()
    {
        var id = await LeaveAsync();
        await using var others = await WithoutKeysAsync();
        var sealedText = (await SessionAsync(id)).ContactSealed;
        var book = others.GetRequiredService<ContactBook>();

        var contact = book.Open(await SessionAsync(id));

        (contact.Unreadable, contact.IsGiven, contact.Details).ShouldBe((true, true, new ContactDetails(null, null, null)));
        ContactBook.Reports(await SessionAsync(id), contact).Full!.ShouldContain("for \\*\\*\\*\n");
        _services = others;
        AsStaff(Roles.Reviewer);
        (await SendAsync(new ListInterviews())).Interviews.Items.Single().ContactUnreadable.ShouldBeTrue();
        var view = await SendAsync(new GetTimeline(id));
        view.Contact.ShouldBe(new ContactView(null, null, null, Masked: false, Unreadable: true));
        (await SendAsync(new FindInterviewsByEmail(Email))).ShouldBeEmpty();
        await SendAsync(new SealContacts());
        (await SessionAsync(id)).ContactSealed.ShouldBe(sealedText);

        // Interviews go on, and both are found when the keys are back.
        var later = await LeaveAsync();
        AsStaff(Roles.Reviewer);
        (await SendAsync(new FindInterviewsByEmail(Email))).ShouldHaveSingleItem().Id.ShouldBe(later);
        await AddAsync([.. _keys]);
        await using var restored = Host();
        _services = restored;
        (await SendAsync(new FindInterviewsByEmail(Email))).Select(found => found.Id).ShouldBe([later, id], ignoreOrder: true);
        restored.GetRequiredService<ContactBook>().Open(await SessionAsync(id)).Details.Name.ShouldBe(Name);
    }

    [Test]
    public async Task What_was_sealed_opens_on_another_node_with_new_keys_and_with_revoked_ones()
    {
        var id = await LeaveAsync();
        await using (var node = Host())
        {
            var manager = node.GetRequiredService<IKeyManager>();
            manager.CreateNewKey(DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddDays(90));
            manager.RevokeAllKeys(DateTimeOffset.UtcNow, "Test");
        }
        await using var second = Host();

        second.GetRequiredService<ContactBook>().Open(await SessionAsync(id)).Details.ShouldBe(new ContactDetails(Name, Email, Phone));

        _services = second;
        var later = await LeaveAsync();
        AsStaff(Roles.Reviewer);
        (await SendAsync(new FindInterviewsByEmail(Email))).Select(found => found.Id).ShouldBe([later, id], ignoreOrder: true);
    }

    [Test]
    public async Task With_a_certificate_nothing_in_the_database_opens_what_is_sealed()
    {
        var path = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{Guid.NewGuid():N}.p12");
        using (var rsa = RSA.Create(2048))
        using (var certificate = new CertificateRequest("CN=Agent Brain", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddYears(1)))
            await File.WriteAllBytesAsync(path, certificate.Export(X509ContentType.Pkcs12, "secret"));
        try
        {
            var id = await LeaveAsync();
            (await KeyTextsAsync()).ShouldAllBe(xml => xml.Contains("<masterKey", StringComparison.Ordinal));
            await using var node = TestServices.Build(TestHost.ConnectionString, settings: new()
            {
                ["DataProtection:CertificatePath"] = path,
                ["DataProtection:CertificatePassword"] = "secret",
                ["Database:MigrateOnStart"] = "false",
            });
            await node.GetServices<IHostedService>().OfType<DatabaseStartup>().Single().StartAsync(CancellationToken.None);

            (await KeyTextsAsync()).ShouldAllBe(xml => !xml.Contains("<masterKey", StringComparison.Ordinal));
            node.GetRequiredService<ContactBook>().Open(await SessionAsync(id)).Details.Name.ShouldBe(Name);
            await using var thief = Host();
            thief.GetRequiredService<ContactBook>().Open(await SessionAsync(id)).Unreadable.ShouldBeTrue();
            Should.Throw<DatabaseNotReadyException>(() => TestServices.Build(TestHost.ConnectionString, settings: new() { ["DataProtection:CertificatePath"] = path, ["DataProtection:CertificatePassword"] = "wrong" }))
                .Message.ShouldContain("DataProtection:CertificatePassword");
        }
        finally
        {
            File.Delete(path);
        }

        static Task<List<string>> KeyTextsAsync() => QueryAsync(db => db.DataProtectionKeys.Select(key => key.Xml!).ToListAsync());
    }

    [Test]
    public async Task Nodes_that_leave_the_first_address_at_once_hash_alike()
    {
        await using var second = Host();
        var seals = new[] { TestHost.Services, second }.Select(services => services.GetRequiredService<IContactSeal>()).ToList();
        var content = new ContactContent { Details = new ContactDetails(Name, Email, Phone) };

        var contacts = await Task.WhenAll(Enumerable.Range(0, 10).Select(number => seals[number % 2].SealAsync(Guid.NewGuid(), content, new MaskedContact(null, null, null, []), CancellationToken.None)));

        contacts.Select(contact => Convert.ToHexString(contact.EmailHash!)).Distinct().ShouldHaveSingleItem();
        (await QueryAsync(db => db.FingerprintKeys.CountAsync())).ShouldBe(1);
    }

    [Test]
    public async Task What_was_sealed_for_one_interview_opens_for_no_other()
    {
        var session = await SessionAsync(await LeaveAsync());

        TestHost.Services.GetRequiredService<IContactSeal>().Open(Guid.NewGuid(), session.ContactSealed!).ShouldBeNull();
        TestHost.Services.GetRequiredService<IContactSeal>().Open(session.Id, "nonsense").ShouldBeNull();
    }

    private async Task<Guid> LeaveAsync()
    {
        var id = await AnswerAllAsync();
        await SendAsync(new FinishInterview { SessionId = id, Name = Name, Email = Email, Phone = Phone });
        return id;
    }

    // As a release before this one stored it, taken over from the legacy service.
    private static Task<int> StorePlainAsync(Guid id) => QueryAsync(db => db.Database.ExecuteSqlAsync(
        $$"""
        UPDATE sessions SET contact_name = {{Name}}, contact_email = {{Email}}, contact_phone = {{Phone}}, contact_sealed = NULL, contact_email_hash = NULL, contact_settled = false,
            final_report = replace(final_report, '⟦0⟧', 'Zigfrida \*Qvaldė\* Šmūkštaraitė'), report_summary = replace(report_summary, '⟦0⟧', 'Zigfrida \*Qvaldė\* Šmūkštaraitė') || ' ⟦0⟧ zigfrida',
            state = state || jsonb_build_object('contact_info', jsonb_build_object('name', {{Name}}, 'email', {{Email}}, 'company', 'UAB Garas'),
                'earlier', jsonb_build_object('turns', 0, 'questions', 0, 'unnamed_questions', 0, 'risk_flags', jsonb_build_array(), 'state', jsonb_build_object('contact_info', {{Name}}, 'round', 1)))
        WHERE session_id = {{id}}
        """));

    private static Task<string> StateAsync(Guid id) => QueryAsync(db => db.Database.SqlQuery<string>($"SELECT state::text AS \"Value\" FROM sessions WHERE session_id = {id}").SingleAsync());

    private static async Task<IReadOnlyList<string>> ReadableAsync() => await QueryAsync(async db =>
    {
        var readable = new List<string>();
        var tables = await db.Database.SqlQuery<string>($"SELECT quote_ident(tablename) AS \"Value\" FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").ToListAsync();
        foreach (var table in tables)
        {
            var sql = "SELECT count(*)::int AS \"Value\" FROM " + table + " t WHERE lower(t::text) LIKE ANY ({0})";
            var found = await db.Database.SqlQueryRaw<int>(sql, (object)_canaries.Select(canary => $"%{canary}%").ToArray()).SingleAsync();
            if (found > 0)
                readable.Add(table);
        }
        return readable;
    });

    // Another node of the same database.
    private static ServiceProvider Host() => TestServices.Build(TestHost.ConnectionString);

    private static async Task<ServiceProvider> WithoutKeysAsync()
    {
        await QueryAsync(db => db.DataProtectionKeys.ExecuteDeleteAsync());
        return Host();
    }
}
