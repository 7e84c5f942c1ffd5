using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Brain;
using AgentBrain.Web.Common;
using FluentValidation;

namespace AgentBrain.Web.Tests;

public partial class TextTests
{
    private static readonly ResourceManager Texts = new("AgentBrain.Web.Resources.Texts", typeof(InterfaceText).Assembly);

    [TestCase("lt")]
    [TestCase("ru")]
    public void Every_text_is_translated_with_the_same_places(string language)
    {
        var english = All(CultureInfo.InvariantCulture);
        var translated = All(CultureInfo.GetCultureInfo(language));

        translated.Keys.ShouldBe(english.Keys, ignoreOrder: true);
        foreach (var (key, text) in english)
            Places(translated[key]).ShouldBe(Places(text), key);
    }

    [Test]
    public void Every_rule_of_every_form_of_a_respondent_has_a_text_in_every_language()
    {
        var validators = typeof(IApplicationDbContext).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, BaseType.IsGenericType: true } && typeof(IValidator).IsAssignableFrom(type))
            .Where(type => IsOfRespondents(type.BaseType!.GetGenericArguments()[0]))
            .Select(type => (IValidator)Activator.CreateInstance(type)!)
            .ToList();

        var codes = validators
            .SelectMany(validator => validator.CreateDescriptor().GetMembersWithValidators())
            // Sent by programs alone.
            .Where(member => member.Key != nameof(SubmitAnswer.IdempotencyKey))
            .SelectMany(member => member.Select(rule => rule.Options.ErrorCode))
            .Concat(["OptionUnknown", "OptionsExclude", "MeasureUnknown"])
            .Distinct()
            .ToList();

        codes.Count.ShouldBeGreaterThan(10);
        foreach (var language in Languages.All)
        {
            foreach (var code in codes)
                new InterfaceText { Language = language }[$"Error.{code}"].ShouldNotBeEmpty();
        }
    }

    // The workspace, its sign-in included, speaks English, and its rules bring their sentences along.
    private static bool IsOfRespondents(Type request) =>
        !request.IsDefined(typeof(RequiresPermissionAttribute), inherit: true) && request.Namespace != typeof(RequiresPermissionAttribute).Namespace;

    private static Dictionary<string, string> All(CultureInfo culture)
    {
        var set = Texts.GetResourceSet(culture, createIfNotExists: true, tryParents: false).ShouldNotBeNull();
        return set.Cast<System.Collections.DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
    }

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(match => match.Value).Distinct().Order();

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Place();
}
