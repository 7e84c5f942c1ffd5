using MimeKit;

namespace AgentBrain.Infrastructure.Mail;

/// <summary>Which addresses mail is sent to. Whatever could carry a second header or command is none.</summary>
internal static class MailAddresses
{
    /// <summary>Whether it is one address with a local part and a host, and nothing else.</summary>
    public static bool IsSendable(string address) =>
        !address.Any(character => char.IsControl(character) || char.IsWhiteSpace(character))
        && address.LastIndexOf('@') is > 0 and var at
        && at < address.Length - 1
        && MailboxAddress.TryParse(ParserOptions.Default, address, out var mailbox)
        && mailbox.Address == address;
}
