namespace AgentBrain.Web.Common;

/// <summary>What browsers are told about every response: load from this host alone, run no inline script, show in no frame, leave no trace.</summary>
public static class SecurityHeaders
{
    /// <summary>The policy for everything but addresses that are secrets themselves.</summary>
    public static HeaderPolicyCollection Policy() => Common().AddReferrerPolicySameOrigin();

    /// <summary>The policy for addresses that are secrets: not even this host hears of them from its own pages.</summary>
    public static HeaderPolicyCollection PolicyForSecretAddresses() => Common().AddReferrerPolicyNoReferrer();

    /// <summary>The policy for the workspace, whose style sheet (Tabler) holds small pictures in itself.</summary>
    public static HeaderPolicyCollection PolicyForWorkspace() => Common(withEmbeddedPictures: true).AddReferrerPolicySameOrigin();

    /// <summary>The policy for addresses of the workspace that are secrets themselves.</summary>
    public static HeaderPolicyCollection PolicyForSecretWorkspaceAddresses() => Common(withEmbeddedPictures: true).AddReferrerPolicyNoReferrer();

    /// <summary>The policy for the dashboard of jobs, which sets the widths of its bars and hides parts in its own marks.</summary>
    public static HeaderPolicyCollection PolicyForDashboard() => Common(withEmbeddedPictures: true, withInlineStyles: true).AddReferrerPolicySameOrigin();

    /// <summary>The policy for the page of a mail, which shows the message in a frame.</summary>
    public static HeaderPolicyCollection PolicyForMail() => Common(withEmbeddedPictures: true, withFrames: true).AddReferrerPolicySameOrigin();

    /// <summary>The policy for the message of a mail: it brings its own looks, is shown in a frame of this host alone, and can do and load nothing.</summary>
    public static HeaderPolicyCollection PolicyForMessage() => new HeaderPolicyCollection()
        .AddContentSecurityPolicy(csp =>
        {
            csp.AddDefaultSrc().None();
            csp.AddStyleSrc().UnsafeInline();
            csp.AddFormAction().None();
            csp.AddBaseUri().None();
            csp.AddFrameAncestors().Self();
            csp.AddSandbox();
        })
        .AddContentTypeOptionsNoSniff()
        .AddFrameOptionsSameOrigin()
        .AddCrossOriginOpenerPolicy(policy => policy.SameOrigin())
        .AddCrossOriginResourcePolicy(policy => policy.SameOrigin())
        .AddReferrerPolicyNoReferrer()
        .RemoveServerHeader();

    /// <summary>The policy for pages on which respondents may speak: they use the microphone and play what was recorded.</summary>
    public static HeaderPolicyCollection PolicyForSpokenPages() => Common(withMicrophone: true).AddReferrerPolicySameOrigin();

    private static HeaderPolicyCollection Common(bool withEmbeddedPictures = false, bool withInlineStyles = false, bool withFrames = false, bool withMicrophone = false) => new HeaderPolicyCollection()
        .AddContentSecurityPolicy(csp =>
        {
            csp.AddDefaultSrc().None();
            csp.AddScriptSrc().Self();
            var styles = csp.AddStyleSrc().Self();
            if (withInlineStyles)
                styles.UnsafeInline();
            var pictures = csp.AddImgSrc().Self();
            if (withEmbeddedPictures)
                pictures.Data();
            csp.AddFontSrc().Self();
            if (withMicrophone)
                csp.AddMediaSrc().Blob();
            csp.AddConnectSrc().Self();
            csp.AddFormAction().Self();
            csp.AddObjectSrc().None();
            if (withFrames)
                csp.AddFrameSrc().Self();
            csp.AddBaseUri().None();
            csp.AddFrameAncestors().None();
        })
        .AddContentTypeOptionsNoSniff()
        .AddFrameOptionsDeny()
        .AddCrossOriginOpenerPolicy(policy => policy.SameOrigin())
        .AddCrossOriginResourcePolicy(policy => policy.SameOrigin())
        .AddPermissionsPolicy(policy =>
        {
            policy.AddCamera().None();
            policy.AddGeolocation().None();
            var microphone = policy.AddMicrophone();
            if (withMicrophone)
                microphone.Self();
            else
                microphone.None();
        })
        .RemoveServerHeader();
}
